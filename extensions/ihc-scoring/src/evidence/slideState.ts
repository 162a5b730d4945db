import { digestHex } from '@timescope/core/result/cellDigest';
import type { CellTable } from '../pipeline/cellTable';
import { digestOf } from '../pipeline/digestOf';
import type { Reading } from '../pipeline/reading/reading';
import type { SignedReading } from '../pipeline/reading/signedReading';
import type { ScoreBasis } from '../pipeline/scoreBasis';
import type { SavedMeasurement, SlideToSave } from './slideToSave';
import type { ClassGrid } from './tissueSegments';

/**
 * What the report keeps for opening the result again: all that the standard objects do not hold. Cells, borders and tissue
 * classes are theirs.
 */
export interface SlideState {
  readonly version: 1;
  readonly measurement: Omit<SavedMeasurement, 'tables' | 'basis'> & {
    readonly basis: Omit<ScoreBasis, 'classes'>;
  };
  /** Absent in measurements that know no tissue classes. */
  readonly classes?: ClassGrid;
  /** Cells of each table. */
  readonly tables: readonly number[];
  readonly reading: Reading | undefined;
  readonly signed: SignedReading | undefined;
}

/** @param step of the segmentation's pixels; undefined where no tissue was found */
export function slideState(saved: SlideToSave, step: ClassGrid['step'] | undefined): SlideState {
  const { measurement, reading, signed } = saved;
  const { classes, ...basis } = measurement.basis;
  const { result, request, area } = measurement;
  return {
    version: 1,
    measurement: { result, request, area, basis },
    ...(classes && {
      classes: {
        width: classes.width,
        height: classes.height,
        blockMatrix: classes.blockMatrix,
        step: step ?? classes.blockMatrix,
      },
    }),
    tables: measurement.tables.map(({ count }) => count),
    reading,
    signed,
  };
}

/** What the annotations keep: the order of the cells, and the tool's own codes where the reader sees others. */
export interface CellsState {
  readonly version: 1;
  readonly groupOfCell: Uint8Array<ArrayBuffer>;
  /** Of the tool's cells: see core/result/cellDigest. */
  readonly digest: string;
  readonly tool?: Pick<CellTable, 'grade' | 'type'>;
}

export function cellsState(
  tool: CellTable,
  seen: CellTable,
  groupOfCell: Uint8Array<ArrayBuffer>,
): CellsState {
  const isSame = (name: 'grade' | 'type') => tool[name].every((code, cell) => code === seen[name][cell]);
  return {
    version: 1,
    groupOfCell,
    digest: digestHex(digestOf(tool)),
    ...(!(isSame('grade') && isSame('type')) && { tool: { grade: tool.grade, type: tool.type } }),
  };
}
