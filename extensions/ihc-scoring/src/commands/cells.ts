import type { CommandDefinition, Host } from '@timescope/ohif/host';
import { COMMANDS } from '../commandNames';
import { benchOf } from '../services/benchOf';

/** The cells on the slide. */
export function cellsCommands(host: Host): Readonly<Record<string, CommandDefinition>> {
  const bench = () => benchOf(host);
  return {
    [COMMANDS.toggleOverlay]: () => bench().scoring.toggleOverlay(),
    [COMMANDS.toggleFill]: () => bench().scoring.toggleFill(),
  };
}
