import { littleEndian } from '@timescope/core/dicom/write/explicitElement';
import { sha256Hex } from '@timescope/core/sha256';
import { MEASUREMENTS, type CellTable } from '../pipeline/cellTable';
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
    digest: storedDigest(tool),
    ...(!(isSame('grade') && isSame('type')) && { tool: { grade: tool.grade, type: tool.type } }),
  };
}

/**
 * Of the tool's cells in their order, column by column: faster than the digest of the score hash, which takes
 * them one by one. What could not be measured is one and the same NaN.
 */
export function storedDigest({
  centroids,
  nuclei,
  cells,
  grade,
  compartment,
  type,
  ...columns
}: CellTable): string {
  const shapes = [centroids, nuclei.xy, nuclei.offsets, cells.xy, cells.offsets, grade, compartment, type];
  const measured = MEASUREMENTS.map(name =>
    columns[name].map(value => (Number.isNaN(value) ? Number.NaN : value)),
  );
  return sha256Hex([...shapes, ...measured].map(column => sha256Hex(littleEndian(column))).join(' '));
}
