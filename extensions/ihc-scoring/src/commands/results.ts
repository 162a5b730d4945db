import type { CommandDefinition, Host } from '@timescope/ohif/host';
import { COMMANDS } from '../commandNames';
import { benchOf } from '../services/benchOf';

/** What a reader enters beside the scores. */
export function resultsCommands(host: Host): Readonly<Record<string, CommandDefinition>> {
  return {
    [COMMANDS.enterMembranes]: ({ percent }) => {
      if (percent === undefined || isPercent(percent))
        benchOf(host).readings.change(reading =>
          reading.pcms === percent ? reading : { ...reading, pcms: percent },
        );
    },
  };
}

const isPercent = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= 100;
