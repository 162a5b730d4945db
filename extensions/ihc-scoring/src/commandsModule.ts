import type { CommandsModule, Host } from '@timescope/ohif/host';
import { benchCommands } from './commands/bench';
import { cellsCommands } from './commands/cells';
import { exportsCommands } from './commands/exports';
import { regionsCommands } from './commands/regions';
import { resultsCommands } from './commands/results';
import { stainCommands } from './commands/stain';
import { thresholdsCommands } from './commands/thresholds';

/** Everything that a user can do here; the services do it. */
export function commandsModule(host: Host): CommandsModule {
  return {
    defaultContext: 'TIMESCOPE_PATHOLOGY',
    definitions: {
      ...benchCommands(host),
      ...stainCommands(host),
      ...thresholdsCommands(host),
      ...regionsCommands(host),
      ...cellsCommands(host),
      ...resultsCommands(host),
      ...exportsCommands(host),
    },
  };
}
