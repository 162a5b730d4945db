import type { Raster } from '@timescope/core/raster';
import type { Grade, SyntheticCell } from '../slide/cell';
import { nucleusLabels } from '../slide/nucleusLabels';
import { regionAt, type RegionMap } from '../slide/regions';
import { SLIDE_MPP } from '../slide/slideSize';
import type { StainedTile } from '../slide/stainedTile';
import { FIELD_MARGIN_UM } from './fieldRegions';
import type { FieldSpec } from './fieldSpec';
import { NOT_STAINED, type CellStain } from './wholeCell';

export interface FieldTruth {
  /** Cells whose centre lies in the field. */
  readonly cells: readonly FieldCell[];
  /** Instance numbers at the image's pixels: index in `drawn` + 1; 0 outside nuclei. */
  readonly labels: Raster<Uint32Array>;
  readonly scores: FieldScores;
  /** A pixel for each um of the field: 0 no tissue, 1 tumour, 2 stroma. */
  readonly compartments: Raster<Uint8Array>;
}

export interface FieldCell {
  /** Centre of the nucleus, um from the field's top left corner. */
  readonly x: number;
  readonly y: number;
  readonly kind: SyntheticCell['kind'];
  readonly compartment: SyntheticCell['compartment'];
  /** Mean optical densities painted inside the nucleus' outline, before light and camera. */
  readonly haematoxylin: number;
  readonly dab: number;
  /** Of `dab` at GRADE_FROM. */
  readonly grade: Grade;
  readonly nucleus: SyntheticCell['nucleus'];
  /** Brown of membrane and cytoplasm; zeros in nuclear markers. */
  readonly around: CellStain;
}

/** Optical density from which a nucleus is 1+, 2+, 3+: what the presets say. */
export const GRADE_FROM = [0.1, 0.3, 0.5] as const;

export interface CellScores {
  readonly cells: number;
  readonly positive: number;
  /** Undefined without cells. */
  readonly percentPositive: number | undefined;
  readonly hScore: number | undefined;
}

export type FieldScores = Readonly<Record<'whole' | 'tumour' | 'stroma', CellScores>>;

/** What is true of a field, measured on the painted densities. */
export function fieldTruth(
  spec: FieldSpec,
  regions: RegionMap,
  drawn: readonly SyntheticCell[],
  tile: StainedTile,
  around: readonly CellStain[],
): FieldTruth {
  const shifted = drawn.map((cell, index) => ({
    ...cell,
    around: around[index] ?? NOT_STAINED,
    x: cell.x - FIELD_MARGIN_UM,
    y: cell.y - FIELD_MARGIN_UM,
  }));
  const isIn = ({ x, y }: SyntheticCell) => x >= 0 && y >= 0 && x < spec.sizeUm && y < spec.sizeUm;
  const ordered = [...shifted.filter(isIn), ...shifted.filter(cell => !isIn(cell))];
  const frame = { x: 0, y: 0, width: spec.sizeUm, height: spec.sizeUm };
  const painted = paintedMeans(nucleusLabels(ordered, frame, SLIDE_MPP), tile, ordered.length);
  const cells = shifted.filter(isIn).map((cell, index) => cellOf(cell, painted, index + 1));
  return {
    cells,
    labels: nucleusLabels(ordered, frame, spec.mpp),
    scores: {
      whole: scoresOf(cells),
      tumour: scoresOf(cells.filter(({ compartment }) => compartment === 'tumour')),
      stroma: scoresOf(cells.filter(({ compartment }) => compartment === 'stroma')),
    },
    compartments: compartmentsOf(spec, regions),
  };
}

interface PaintedMeans {
  readonly haematoxylin: Float64Array;
  readonly dab: Float64Array;
}

function paintedMeans(labels: Raster<Uint32Array>, tile: StainedTile, count: number): PaintedMeans {
  const pixels = new Float64Array(count + 1);
  const haematoxylin = new Float64Array(count + 1);
  const dab = new Float64Array(count + 1);
  labels.values.forEach((label, at) => {
    if (label === 0) return;
    pixels[label] = (pixels[label] ?? 0) + 1;
    haematoxylin[label] = (haematoxylin[label] ?? 0) + (tile.haematoxylin[at] ?? 0);
    dab[label] = (dab[label] ?? 0) + (tile.dab[at] ?? 0);
  });
  const mean = (sums: Float64Array) => sums.map((sum, label) => sum / Math.max(1, pixels[label] ?? 1));
  return { haematoxylin: mean(haematoxylin), dab: mean(dab) };
}

function cellOf(
  cell: SyntheticCell & { readonly around: CellStain },
  painted: PaintedMeans,
  label: number,
): FieldCell {
  const { x, y, kind, compartment, nucleus, around } = cell;
  const dab = painted.dab[label] ?? 0;
  const grade = gradeOf(dab);
  return {
    x,
    y,
    kind,
    compartment,
    haematoxylin: painted.haematoxylin[label] ?? 0,
    dab,
    grade,
    nucleus,
    around,
  };
}

/** @param dab mean optical density of a nucleus */
export function gradeOf(dab: number): Grade {
  if (dab < GRADE_FROM[0]) return 0;
  if (dab < GRADE_FROM[1]) return 1;
  return dab < GRADE_FROM[2] ? 2 : 3;
}

function scoresOf(cells: readonly FieldCell[]): CellScores {
  const positive = cells.filter(({ grade }) => grade > 0).length;
  const per100 = (count: number) => (cells.length === 0 ? undefined : (100 * count) / cells.length);
  const grades = cells.reduce((sum, { grade }) => sum + grade, 0);
  return { cells: cells.length, positive, percentPositive: per100(positive), hScore: per100(grades) };
}

function compartmentsOf({ sizeUm }: FieldSpec, regions: RegionMap): Raster<Uint8Array> {
  const values = new Uint8Array(sizeUm * sizeUm);
  for (let y = 0, at = 0; y < sizeUm; y++)
    for (let x = 0; x < sizeUm; x++, at++) {
      const region = regionAt(regions, FIELD_MARGIN_UM + x + 0.5, FIELD_MARGIN_UM + y + 0.5);
      values[at] = region === 'tumour' ? 1 : region === 'stroma' || region === 'lymphoid' ? 2 : 0;
    }
  return { width: sizeUm, height: sizeUm, values };
}
