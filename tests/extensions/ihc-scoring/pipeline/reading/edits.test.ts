import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { matrixPoint } from '@timescope/core/frames';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { newPixelDensities } from '@timescope/extension-ihc-scoring/pipeline/pixelDensities.kernel';
import type { PresetName } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import type { CellEdit } from '@timescope/extension-ihc-scoring/pipeline/reading/reading';
import {
  rescoredResult,
  rescore,
  type MeasuredCells,
  type ReaderChanges,
} from '@timescope/extension-ihc-scoring/pipeline/reading/rescore';
import { settingsOf } from '@timescope/extension-ihc-scoring/pipeline/settings';
import { defaultVectors } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { cellsOf, typed, type CellText } from '../scores/handMade';

const NOTHING: ReaderChanges = { thresholds: undefined, edits: [], leftOut: [], pcms: undefined };

/** Cells in a row: cell k has its centre at (10 k, 0.5). Their grades come from a density in the middle of the grade. */
function inARow(texts: readonly CellText[]): CellTable {
  const table = cellsOf(texts);
  const density = Float32Array.from(texts, text => [0.05, 0.2, 0.4, 0.6][Number(text[2])] ?? Number.NaN);
  return {
    ...table,
    ...{ nucleusDab: density, cellDab: density, membraneDab: density, cytoplasmDab: density },
    centroids: Float32Array.from(texts.flatMap((_, k) => [10 * k, 0.5])),
  };
}

/** Measured by hand: 2 mm2 of tissue, tumour and stroma known, cell types too unless said otherwise. */
function measuredByHand(preset: PresetName, texts: readonly CellText[], isTyped = false): MeasuredCells {
  const request = {
    preset,
    slide: { description: 'by hand', digest: 'none' },
    annotations: (['tumour', 'stroma'] as const).map(role => ({ name: role, role, rings: [] })),
    ...(isTyped && { cellTypes: typed }),
  };
  const settings = settingsOf(request);
  const mpp = { x: 0.5, y: 0.5 };
  const level = { mpp, width: 4000, height: 4000, tileWidth: 256, tileHeight: 256 };
  return {
    tables: [inARow(texts)],
    basis: {
      request,
      settings,
      frame: { levelIndex: 0, level, matrixStep: { x: 1, y: 1 }, width: 4000, height: 4000 } as never,
      stain: {
        ...{ stain: 'h-dab', white: [240, 240, 240], whiteSource: 'channel-mode' },
        ...{ vectors: defaultVectors('h-dab'), vectorsSource: 'default' },
        ...{ estimated: { white: [240, 240, 240] }, doubts: [] },
      },
      tissue: { isAssumed: false },
      coverage: {
        ...{ requestedMm2: 2, analysedMm2: 2, fraction: 1 },
        tiles: { total: 4, unreadable: 0, neverScanned: 0 },
      },
      engine: 'by hand',
      artefacts: { of: 'tissue', percent: {} },
      pixels: {
        thresholds: settings.gradeThresholds,
        tissuePixels: Float64Array.of(500, 500, 0, 0, 500, 500, 0, 0, 500, 500, 0, 0),
        cellPixels: Float64Array.of(50, 50, 0, 0, 50, 50, 0, 0, 50, 50, 0, 0),
        densities: newPixelDensities(),
      },
    },
  };
}

const cell = (k: number, said: Omit<CellEdit, 'x' | 'y'>): CellEdit => ({ x: 10 * k, y: 0.5, ...said });

const codesOf = ({ warnings }: Pick<ScoreResult, 'warnings'>) => warnings.map(({ code }) => code);

/** 10 cells, 4 of them positive: 1+, 1+, 2+, 3+. */
const ten = ['oo0', 'oo0', 'oo0', 'oo0', 'oo0', 'oo0', 'oo1', 'oo1', 'oo2', 'oo3'];

test('of 10 cells with 4 positive, one negative left out and one made 3+: 5 of 9', () => {
  const cells = measuredByHand('h-score', ten);
  const edits = [cell(0, { isIncluded: false }), cell(1, { grade: 3 })];
  const result = rescoredResult(cells, { ...NOTHING, edits });
  expect(result.cells).toEqual({ total: 9, positive: 5, notEvaluable: 0 });
  expect(result.gradeCounts).toEqual([4, 2, 1, 2]);
  expect(result.percentPositive).toBeCloseTo(500 / 9, 10);
  expect(result.hScore.whole).toBeCloseTo((100 * (2 + 2 + 6)) / 9, 10);
  expect(result.edits).toEqual({
    ...{ count: 2, excluded: 1, included: 0, regraded: 1, retyped: 0, unknown: 0, leftOut: 0 },
  });
  expect(result.tool).toMatchObject({
    percentPositive: 40,
    gradeCounts: [6, 2, 1, 1],
    hScore: { whole: 70 },
  });
  expect(result.warnings[0]?.message).toBe(
    "A reader changed 2 cells: 1 left out, 1 regraded; the tool's own scores stand beside.",
  );
});

test('a density follows the cells that are left, its area stays', () => {
  const cells = measuredByHand('h-score', ten);
  const result = rescoredResult(cells, { ...NOTHING, edits: [cell(9, { isIncluded: false })] });
  expect(result.areaMm2.whole).toBe(2);
  expect(result.densityPerMm2.whole).toEqual({ cells: 4.5, positive: 1.5 });
});

test('pixels of a cell that was left out cannot be told from the others', () => {
  const cells = measuredByHand('h-score', ten);
  const graded = rescoredResult(cells, { ...NOTHING, edits: [cell(9, { grade: 0 })] });
  expect(graded.hScorePixels.whole).toBe(50);
  const fewer = rescoredResult(cells, { ...NOTHING, edits: [cell(9, { isIncluded: false })] });
  expect(fewer.hScorePixels.whole).toBeNull();
  expect(fewer.notEvaluable['hScorePixels.whole']).toContain('left cells out');
  expect(fewer.positiveAreaPercent.whole).toBe(50);
});

test('a cell that could not be measured counts once a reader grades it', () => {
  const cells = measuredByHand('h-score', ['oo0', 'oox', 'oox']);
  expect(rescoredResult(cells, NOTHING).cells).toEqual({ total: 1, positive: 0, notEvaluable: 2 });
  const result = rescoredResult(cells, { ...NOTHING, edits: [cell(1, { grade: 2 })] });
  expect(result.cells).toEqual({ total: 2, positive: 1, notEvaluable: 1 });
  expect(result.edits).toMatchObject({ count: 1, included: 1, regraded: 1 });
});

test('saying what the tool says changes nothing and is not counted', () => {
  const cells = measuredByHand('h-score', ten);
  const edits = [cell(9, { grade: 3 }), cell(0, { isIncluded: true }), cell(1, { type: 0 })];
  const result = rescoredResult(cells, { ...NOTHING, edits });
  expect(result.edits?.count).toBe(0);
  expect(codesOf(result)).not.toContain('EDITED');
  expect(result.percentPositive).toBe(40);
});

test("a reader's grade stays where the thresholds move", () => {
  const cells = measuredByHand('h-score', ten);
  const changes = { ...NOTHING, edits: [cell(9, { grade: 0 })], thresholds: [0.01, 0.02, 0.03] as const };
  expect(rescoredResult(cells, changes).gradeCounts).toEqual([1, 0, 0, 9]);
});

test('with known types, a tumour cell called immune leaves the proportion score', () => {
  const cells = measuredByHand('pdl1-cps', ['tt1', 'tt1', 'tt0', 'tt0', 'ti1'], true);
  expect(rescoredResult(cells, NOTHING)).toMatchObject({ cps: 75 });
  const result = rescoredResult(cells, { ...NOTHING, edits: [cell(0, { type: 2 })] });
  // Tumour: 1 of 3 positive; immune: 2 positive; 3 a 3 tumour cells, at most 100.
  expect(result.cps).toBe(100);
  expect(result.edits).toMatchObject({ count: 1, retyped: 1 });
  expect(result.tool?.cps).toBe(75);
  expect(codesOf(result)).not.toContain('TYPES_NOT_COUNTED');
});

test('without known types, a changed type moves no score and says so', () => {
  const cells = measuredByHand('ki67', ['to1', 'to0']);
  const result = rescoredResult(cells, { ...NOTHING, edits: [cell(0, { type: 2 })] });
  expect(result.ki67Index).toBe(50);
  expect(codesOf(result)).toContain('TYPES_NOT_COUNTED');
});

test('an edit of a cell that is not there changes nothing and is told of', () => {
  const cells = measuredByHand('h-score', ten);
  const result = rescoredResult(cells, { ...NOTHING, edits: [{ x: 3, y: 0.5, grade: 3 }] });
  expect(result.percentPositive).toBe(40);
  expect(result.edits).toMatchObject({ count: 0, unknown: 1 });
  expect(codesOf(result)).toContain('EDITS_UNKNOWN');
});

const overCells6To9 = {
  name: 'fold',
  role: 'exclude' as const,
  rings: [[matrixPoint(55, 0), matrixPoint(95, 0), matrixPoint(95, 1), matrixPoint(55, 1)]],
};

test('cells of an area left out later do not count, and what needs the area is not evaluable', () => {
  const cells = measuredByHand('h-score', ten);
  const { result, tables } = rescore(cells, { ...NOTHING, leftOut: [overCells6To9] });
  expect(result.cells).toEqual({ total: 6, positive: 0, notEvaluable: 0 });
  expect(tables[0]?.inclusion).toEqual(Uint8Array.of(1, 1, 1, 1, 1, 1, 0, 0, 0, 0));
  expect(result.edits).toMatchObject({ count: 0, leftOut: 4 });
  for (const path of ['areaMm2', 'densityPerMm2', 'hScorePixels', 'positiveAreaPercent'] as const) {
    expect(result[path].whole).toBeNull();
    expect(result.notEvaluable[`${path}.whole`]).toContain('measure again');
  }
  expect(codesOf(result)).toContain('AREA_LEFT_OUT');
});

test('a reader takes a cell of an area left out in again', () => {
  const cells = measuredByHand('h-score', ten);
  const changes = { ...NOTHING, leftOut: [overCells6To9], edits: [cell(9, { isIncluded: true })] };
  const result = rescoredResult(cells, changes);
  expect(result.cells).toMatchObject({ total: 7, positive: 1 });
  expect(result.edits).toMatchObject({ count: 1, included: 1 });
});

test("the tool's own table is never written to", () => {
  const cells = measuredByHand('h-score', ten);
  const before = cells.tables[0]?.grade.slice();
  rescore(cells, { ...NOTHING, edits: [cell(0, { grade: 3, type: 1, isIncluded: false })] });
  expect(cells.tables[0]?.grade).toEqual(before);
  expect(cells.tables[0]?.inclusion).toBeUndefined();
});

test('cells called stained leave HER2 open until the reader enters how many membranes are complete', () => {
  const cells = measuredByHand('her2', ['to0', 'to0', 'to0', 'to3c', 'to1']);
  expect(rescoredResult(cells, NOTHING).her2).toMatchObject({ class: '3+', pcms: 20 });
  const edits = [0, 1, 2].map(k => cell(k, { grade: 3 }));
  const regraded = rescoredResult(cells, { ...NOTHING, edits });
  expect(regraded.her2).toBeNull();
  expect(regraded.notEvaluable.her2).toContain('enter the percentage of complete membranes');
  expect(regraded.tool?.her2?.class).toBe('3+');
  const entered = rescoredResult(cells, { ...NOTHING, edits, pcms: 80 });
  expect(entered.her2).toMatchObject({ class: '3+', pcms: 80, percentIncomplete: 20, pcmsSource: 'entered' });
  const negative = rescoredResult(cells, { ...NOTHING, edits: [cell(3, { grade: 0 })] });
  expect(negative.her2).toMatchObject({ pcms: 0, percentIncomplete: 20 });
});
