import type { CommandDefinition, Host } from '@timescope/ohif/host';
import { COMMANDS } from '../commandNames';
import { isPresetName } from '../pipeline/presets/presets';
import { benchOf } from '../services/benchOf';

/** Marker, area, run, undo and redo. */
export function benchCommands(host: Host): Readonly<Record<string, CommandDefinition>> {
  const bench = () => benchOf(host);
  return {
    [COMMANDS.measureHere]: () => bench().scoring.measureHere(),
    [COMMANDS.measureSlide]: () => bench().scoring.measureSlide(),
    [COMMANDS.cancel]: () => {
      bench().scoring.cancel();
      bench().madeWith.mapTool.putAway();
    },
    [COMMANDS.choosePreset]: ({ preset }) => {
      if (typeof preset === 'string' && isPresetName(preset)) bench().scoring.choosePreset(preset);
    },
    [COMMANDS.chooseNuclei]: ({ model }) => {
      if (model === undefined || typeof model === 'string') bench().modules.chooseNuclei(model);
    },
    [COMMANDS.chooseTissueNetwork]: ({ model }) => {
      if (model === undefined || typeof model === 'string') bench().modules.chooseTissue(model);
    },
    [COMMANDS.chooseScorer]: ({ model }) => {
      if (model === undefined || typeof model === 'string') bench().modules.chooseScorer(model);
    },
    [COMMANDS.chooseHere]: ({ here }) => {
      if (here === 'field' || here === 'drawn') bench().scoring.chooseHere(here);
    },
    [COMMANDS.measureAgain]: () => bench().scoring.measureAgain(),
    [COMMANDS.sign]: () => bench().signing.sign(),
    [COMMANDS.newVersion]: () => bench().signing.newVersion(),
    [COMMANDS.undo]: () => bench().readings.undo(),
    [COMMANDS.redo]: () => bench().readings.redo(),
  };
}
