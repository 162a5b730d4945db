import type { CommandsModule, Host } from '@timescope/ohif/host';
import { COMMANDS } from './commandNames';
import { isPresetName } from './pipeline/presets/presets';
import { scoringService } from './services/scoringServiceOf';

/** Everything that a user can do here; the service does it. */
export function commandsModule(host: Host): CommandsModule {
  const service = () => scoringService(host);
  return {
    defaultContext: 'TIMESCOPE_PATHOLOGY',
    definitions: {
      [COMMANDS.measureHere]: () => service().measureHere(),
      [COMMANDS.measureSlide]: () => service().measureSlide(),
      [COMMANDS.cancel]: () => service().cancel(),
      [COMMANDS.toggleOverlay]: () => service().toggleOverlay(),
      [COMMANDS.toggleDrawnTumour]: () => service().toggleDrawnTumour(),
      [COMMANDS.toggleFill]: () => service().toggleFill(),
      [COMMANDS.choosePreset]: ({ preset }) => {
        if (typeof preset === 'string' && isPresetName(preset)) service().choosePreset(preset);
      },
      [COMMANDS.chooseHere]: ({ here }) => {
        if (here === 'field' || here === 'drawn') service().chooseHere(here);
      },
    },
  };
}
