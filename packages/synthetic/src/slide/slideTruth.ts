import { readFile, writeFile } from 'node:fs/promises';
import { cellKinds, type CellKind, type Grade, type SyntheticCell } from './cell';
import { touching } from './placeCells';
import { regionAt, regionNames, REGION_STEP_UM, type Region, type RegionMap } from './regions';
import { slideUm } from './slideSize';

/** What is true of the demonstration slide. Lengths in um from the slide's top left corner. */
export interface SlideTruth {
  readonly cells: readonly TrueCell[];
  readonly regions: TrueRegions;
}

export interface TrueCell {
  readonly x: number;
  readonly y: number;
  readonly kind: CellKind;
  readonly compartment: 'tumour' | 'stroma';
  readonly grade: Grade;
  /** Half axes of the nucleus and the direction of the long one (unit vector). */
  readonly longUm: number;
  readonly shortUm: number;
  readonly axisX: number;
  readonly axisY: number;
  readonly touching: boolean;
}

export interface TrueRegions {
  readonly stepUm: number;
  readonly width: number;
  readonly height: number;
  /** What lies at ((column + 0.5) * stepUm, (row + 0.5) * stepUm), row-major. */
  readonly names: readonly Region[];
}

/** The share of grades, 0 to 300 (H-score), over the cells given. */
export function trueHScore(cells: readonly TrueCell[]): number {
  return (100 * cells.reduce((sum, cell) => sum + cell.grade, 0)) / cells.length;
}

const columns = [
  'x',
  'y',
  'kind',
  'compartment',
  'grade',
  'longUm',
  'shortUm',
  'axisX',
  'axisY',
  'touching',
] as const;
const compartments = ['tumour', 'stroma'] as const;

/** Writes a table of numbers, one row a cell, and the regions as runs of equal names. */
export async function writeSlideTruth(
  file: string,
  cells: readonly SyntheticCell[],
  regions: RegionMap,
): Promise<void> {
  const isTouching = touching(cells);
  const rows = cells.map((cell, index) => rowOf(cell, isTouching[index] === true));
  const truth = { columns, cellKinds, compartments, cells: rows, regionNames, regions: regionRuns(regions) };
  await writeFile(file, JSON.stringify(truth));
}

function rowOf(cell: SyntheticCell, isTouching: boolean): readonly number[] {
  const { nucleus } = cell;
  const rounded = (value: number) => Math.round(value * 1000) / 1000;
  return [
    rounded(cell.x),
    rounded(cell.y),
    cellKinds.indexOf(cell.kind),
    compartments.indexOf(cell.compartment),
    cell.grade,
    ...[nucleus.longUm, nucleus.shortUm, nucleus.axisX, nucleus.axisY].map(rounded),
    isTouching ? 1 : 0,
  ];
}

interface RegionRuns {
  readonly stepUm: number;
  readonly width: number;
  readonly height: number;
  /** Index of the name, length, index, length ... */
  readonly runs: readonly number[];
}

function regionRuns(map: RegionMap): RegionRuns {
  const [width, height] = [
    Math.floor(slideUm.width / REGION_STEP_UM),
    Math.floor(slideUm.height / REGION_STEP_UM),
  ];
  const runs: number[] = [];
  for (let index = 0; index < width * height; index++) {
    const [column, row] = [index % width, Math.floor(index / width)];
    const name = regionAt(map, (column + 0.5) * REGION_STEP_UM, (row + 0.5) * REGION_STEP_UM);
    const code = regionNames.indexOf(name);
    if (runs.at(-2) === code) runs.push((runs.pop() ?? 0) + 1);
    else runs.push(code, 1);
  }
  return { stepUm: REGION_STEP_UM, width, height, runs };
}

export async function readSlideTruth(file: string): Promise<SlideTruth> {
  const written = JSON.parse(await readFile(file, 'utf8')) as { cells: number[][]; regions: RegionRuns };
  const { runs, ...grid } = written.regions;
  const names: Region[] = [];
  for (let at = 0; at < runs.length; at += 2)
    for (let n = 0; n < (runs[at + 1] ?? 0); n++) names.push(regionNames[runs[at] ?? 0] ?? 'glass');
  return { cells: written.cells.map(cellOf), regions: { ...grid, names } };
}

function cellOf(row: readonly number[]): TrueCell {
  const [x = 0, y = 0, kind = 0, compartment = 0, grade = 0, longUm = 0, shortUm = 0, axisX = 1, axisY = 0] =
    row;
  return {
    x,
    y,
    kind: cellKinds[kind] ?? 'tumour',
    compartment: compartments[compartment] ?? 'tumour',
    grade: grade as Grade,
    longUm,
    shortUm,
    axisX,
    axisY,
    touching: row[9] === 1,
  };
}
