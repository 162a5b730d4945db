import type { CommandDefinition, Host } from '@timescope/ohif/host';
import { COMMANDS } from '../commandNames';
import { benchOf } from '../services/benchOf';

/** The cells on the slide. */
export function cellsCommands(host: Host): Readonly<Record<string, CommandDefinition>> {
  const bench = () => benchOf(host);
  const cells = () => bench().cells;
  return {
    [COMMANDS.toggleOverlay]: () => bench().scoring.toggleOverlay(),
    [COMMANDS.toggleFill]: () => bench().scoring.toggleFill(),
    [COMMANDS.gradeNegative]: () => cells().change({ grade: 0 }),
    [COMMANDS.gradeWeak]: () => cells().change({ grade: 1 }),
    [COMMANDS.gradeModerate]: () => cells().change({ grade: 2 }),
    [COMMANDS.gradeStrong]: () => cells().change({ grade: 3 }),
    [COMMANDS.excludeCells]: () => cells().change({ isIncluded: false }),
    [COMMANDS.includeCells]: () => cells().change({ isIncluded: true }),
    [COMMANDS.typeTumour]: () => cells().change({ type: 1 }),
    [COMMANDS.typeImmune]: () => cells().change({ type: 2 }),
    [COMMANDS.typeOther]: () => cells().change({ type: 0 }),
    [COMMANDS.unsayCells]: () => cells().unsay(),
    [COMMANDS.nextDoubtful]: () => cells().goToNextDoubtful(),
    [COMMANDS.nextWarning]: () => cells().goToNextWarning(),
  };
}
