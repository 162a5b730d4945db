import { random } from '../random';
import type { SyntheticCell } from '../slide/cell';
import type { FieldSpec } from './fieldSpec';

/** Brown that one cell carries outside its nucleus. */
export interface CellStain {
  /** Optical density on the stained stretch of the membrane; 0: none. */
  readonly membrane: number;
  /** Share of the membrane that is stained: 1 is complete. */
  readonly covered: number;
  /** Middle of the gap as seen from the nucleus, radians. */
  readonly gapAt: number;
  readonly cytoplasm: number;
}

export const NOT_STAINED: CellStain = { membrane: 0, covered: 0, gapAt: 0, cytoplasm: 0 };

/** What each cell carries, in the order of `cells`: nothing unless it is a tumour cell of a field with such a stain. */
export function wholeCellStains(cells: readonly SyntheticCell[], spec: FieldSpec): readonly CellStain[] {
  const { wholeCell } = spec;
  const dice = random(spec.seed, 5);
  return cells.map(({ kind }) => {
    const isStained = dice.chance(wholeCell?.membranePositive ?? 0);
    const factor = Math.max(0.4, dice.normal(1, 0.25));
    const isComplete = dice.chance(wholeCell?.complete ?? 0);
    const covered = isComplete ? 1 : dice.uniform(0.3, 0.8);
    const gapAt = dice.uniform(-Math.PI, Math.PI);
    if (!wholeCell || !isStained || kind !== 'tumour') return NOT_STAINED;
    return { membrane: wholeCell.membrane * factor, covered, gapAt, cytoplasm: wholeCell.cytoplasm * factor };
  });
}
