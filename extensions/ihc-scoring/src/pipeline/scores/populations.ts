import type { GradeCounts, ScoreSums } from '@timescope/core/result/scoreResult';
import { hasCompartments, STROMA, TUMOUR } from '../compartments/compartmentSource';
import type { ScoreRequest } from '../scoreRequest';
import type { Settings } from '../settings';
import { gradeCountsOf, type CellChoice } from './slideSums';

/** Code of CellTable.type. */
const TUMOUR_CELL = 1;
const IMMUNE_CELL = 2;

/** Which cells each score counts; undefined where they cannot be told. */
export interface Populations {
  readonly whole: GradeCounts;
  /** Scored cells of the compartments. */
  readonly tumour: GradeCounts | undefined;
  readonly stroma: GradeCounts | undefined;
  /** Every cell of the compartments, for densities. */
  readonly inTumour: GradeCounts | undefined;
  readonly inStroma: GradeCounts | undefined;
  /** The cells that Ki-67 index, TPS, CPS and HER2 are of. */
  readonly tumourCells: GradeCounts | undefined;
  readonly tumourChoice: CellChoice | undefined;
  readonly immuneCells: GradeCounts | undefined;
  /** What a tumour cell is in this run, in words. */
  readonly tumourRule: string;
}

export function populationsOf(request: ScoreRequest, settings: Settings, sums: ScoreSums): Populations {
  const source = request.compartments ?? { kind: 'drawn' };
  const isKnown = (role: 'tumour' | 'stroma') =>
    hasCompartments(
      source,
      (request.annotations ?? []).filter(area => area.role === role),
    );
  const [hasTumour, hasStroma] = [isKnown('tumour'), isKnown('stroma')];
  const isTyped = request.cellTypes?.kind === 'classifier';
  const of = (choice: CellChoice | undefined) => choice && gradeCountsOf(sums, choice);
  const scored = isTyped && settings.preset.cellsScored === 'tumour' ? { type: TUMOUR_CELL } : {};
  const tumourChoice = isTyped ? { type: TUMOUR_CELL } : hasTumour ? { compartment: TUMOUR } : undefined;
  return {
    whole: gradeCountsOf(sums),
    tumour: hasTumour ? of({ compartment: TUMOUR, ...scored }) : of(tumourChoice),
    stroma: hasStroma ? of({ compartment: STROMA }) : undefined,
    inTumour: hasTumour ? of({ compartment: TUMOUR }) : undefined,
    inStroma: hasStroma ? of({ compartment: STROMA }) : undefined,
    tumourCells: of(tumourChoice),
    tumourChoice,
    immuneCells: isTyped ? of({ type: IMMUNE_CELL }) : undefined,
    tumourRule: isTyped ? 'tumour cells by the cell classifier' : 'cells in the tumour compartment',
  };
}
