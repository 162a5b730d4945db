import type { CommandDefinition, Host } from '@timescope/ohif/host';
import { COMMANDS } from '../commandNames';
import { benchOf } from '../services/benchOf';

/** Thresholds of the grades: moved while dragging, settled as one step to undo. */
export function thresholdsCommands(host: Host): Readonly<Record<string, CommandDefinition>> {
  const rescoring = () => benchOf(host).rescoring;
  return {
    [COMMANDS.moveThreshold]: ({ grade, density }) => {
      if ((grade === 1 || grade === 2 || grade === 3) && typeof density === 'number')
        rescoring().move(grade, density);
    },
    [COMMANDS.settleThresholds]: () => rescoring().settle(),
    [COMMANDS.resetThresholds]: () => rescoring().reset(),
    [COMMANDS.scoreAgain]: () => rescoring().again(),
  };
}
