import { matrixPoint } from '@timescope/core/frames';
import type { DrawnShape } from '@timescope/extension-ihc-scoring/pipeline/annotations/geoJsonShapes';
import {
  concatCellTables,
  emptyCellTable,
  type CellTable,
} from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { typesOf } from '@timescope/extension-ihc-scoring/pipeline/cellTypes/cellTypeSource';
import { clickedCells } from '@timescope/extension-ihc-scoring/pipeline/cellTypes/clickedCells';
import { ringShape } from '@timescope/extension-ihc-scoring/pipeline/cellTypes/nucleusShape';
import { CELL_CLASSIFIER } from '@timescope/extension-ihc-scoring/pipeline/cellTypes/cellClassifier';
import { parseClassifier } from '@timescope/extension-ihc-scoring/pipeline/forest/storedClassifier';
import { trainCellClassifier } from '@timescope/extension-ihc-scoring/pipeline/cellTypes/trainCellClassifier';
import { dice } from '@timescope/extension-ihc-scoring/pipeline/forest/dice';
import { refusal } from '../../../../harness/refusal';

test('a square, a rectangle and a hexagon have the shapes that a hand computes', () => {
  const square = ringShape(Float32Array.of(2, 2, 4, 2, 4, 4, 2, 4));
  expect(square).toMatchObject({ area: 4, perimeter: 8 });
  expect(square.circularity).toBeCloseTo(Math.PI / 4, 12);
  expect(square.elongation).toBeCloseTo(1, 12);
  expect(ringShape(Float32Array.of(0, 0, 0, 2, 6, 2, 6, 0)).elongation).toBeCloseTo(3, 12);
  // Turned by 45 degrees and far away: the same shape.
  expect(ringShape(Float32Array.of(9000, 9000, 9003, 9003, 9002, 9004, 8999, 9001)).elongation).toBeCloseTo(
    3,
    9,
  );
  expect(ringShape(Float32Array.of(0, 0, 1, 1))).toMatchObject({ elongation: NaN });
});

/** A cell of a kind at (x, y): lymphocytes are small, round and crowded, tumour cells large, fibroblasts long. */
function cell(x: number, y: number, kind: 'tumour' | 'immune' | 'other', roll = 0.5): CellTable {
  const { a, b } = { tumour: { a: 8, b: 6 }, immune: { a: 4, b: 4 }, other: { a: 9, b: 2.5 } }[kind];
  const ring = (scale: number) =>
    Float32Array.from({ length: 32 }, (_, k) => {
      const angle = (2 * Math.PI * Math.floor(k / 2)) / 16;
      return k % 2 === 0 ? x + scale * a * Math.cos(angle) : y + scale * b * Math.sin(angle);
    });
  const spread = 0.85 + 0.3 * roll;
  const nucleusArea = Math.PI * a * b * spread;
  const one = (value: number) => Float32Array.of(value);
  return {
    ...emptyCellTable(),
    count: 1,
    centroids: Float32Array.of(x, y),
    nuclei: { xy: ring(1), offsets: Uint32Array.of(0, 16) },
    cells: { xy: ring(1.6), offsets: Uint32Array.of(0, 16) },
    nucleusAreaUm2: one(nucleusArea),
    cellAreaUm2: one(nucleusArea * (kind === 'immune' ? 1.5 : 3)),
    nucleusHaematoxylin: one((kind === 'immune' ? 0.7 : 0.4) * spread),
    nucleusDab: one(roll),
    cytoplasmDab: one(NaN),
    membraneDab: one(roll),
    membraneDabP10: one(0),
    cellDab: one(roll),
    grade: Uint8Array.of(0),
    compartment: Uint8Array.of(kind === 'tumour' ? 1 : 2),
    type: Uint8Array.of(0),
  };
}

const KINDS = ['tumour', 'immune', 'other'] as const;
const NAMES = { tumour: 'Tumor', immune: 'Immune cells', other: 'Other' };

/** 60 cells of each kind 40 px apart. */
function tissue(seed: number) {
  const roll = dice(seed, 0);
  const kinds = Array.from({ length: 180 }, (_, k) => KINDS[k % 3] ?? 'other');
  const cells = kinds.map((kind, k) => cell(40 * (k % 15), 40 * Math.floor(k / 15), kind, roll(1000) / 1000));
  return { kinds, cells: concatCellTables(cells) };
}

const click = (x: number, y: number, kind: keyof typeof NAMES): DrawnShape => ({
  kind: 'points',
  name: undefined,
  className: NAMES[kind],
  rings: [[matrixPoint(x, y)]],
});

const { kinds, cells } = tissue(3);
/** The first twelve cells of each kind. */
const clicks = kinds
  .slice(0, 36)
  .map((kind, k) => click(40 * (k % 15) + 1, 40 * Math.floor(k / 15) - 1, kind));
const model = trainCellClassifier('types', clicks, { cells, digest: 'drawn' });

test('twelve clicks a type find nearly all cells of another tissue', () => {
  const fresh = tissue(77);
  const types = typesOf(fresh.cells, { kind: 'classifier', model });
  const right = fresh.kinds.filter((kind, k) => types[k] === { other: 0, tumour: 1, immune: 2 }[kind]);
  expect(right.length).toBeGreaterThanOrEqual(175);
});

test('a cell has the same type in any table', () => {
  const together = typesOf(cells, { kind: 'classifier', model });
  const alone = kinds.map((kind, k) => {
    const one = cell(40 * (k % 15), 40 * Math.floor(k / 15), kind, cells.nucleusDab[k]);
    return typesOf(one, { kind: 'classifier', model })[0];
  });
  expect([...together]).toEqual(alone);
});

test('the stated rule: tumour cells are the cells in the tumour', () => {
  const types = typesOf(cells, { kind: 'compartment' });
  expect([...types]).toEqual(kinds.map(kind => (kind === 'tumour' ? 1 : 0)));
  expect([...typesOf(cells, { kind: 'none' })]).toEqual(kinds.map(() => 0));
});

test('a click takes the cell around it once; beside all cells, or of two types, it takes none', () => {
  const five = (kind: 'tumour' | 'immune', from: number) =>
    Array.from({ length: 5 }, (_, k) => from + 3 * k).map(k =>
      click(40 * (k % 15), 40 * Math.floor(k / 15), kind),
    );
  const usual = [...five('tumour', 0), ...five('immune', 1)];
  const expected = [0, 1, 3, 4, 6, 7, 9, 10, 12, 13].map(k => ({ cell: k, type: k % 3 === 0 ? 1 : 2 }));
  expect(clickedCells(usual, cells)).toEqual(expected);
  const odd = [click(1, 2, 'tumour'), click(20, 20, 'immune'), click(80, 0, 'other'), click(81, 0, 'immune')];
  expect(clickedCells([...usual, ...odd], cells)).toEqual(expected);
});

test.each([
  ['too few cells of a type', clicks.slice(0, 12)],
  ['a class that we do not know', [{ ...click(0, 0, 'tumour'), className: 'Mast cell' }]],
  [
    'a class by the name of a property that every object has',
    [...clicks, { ...click(0, 0, 'tumour'), className: 'constructor' }],
  ],
  ['a line', [{ ...click(0, 0, 'tumour'), kind: 'line' as const }]],
])('%s is refused', (_, drawn) => {
  expect(refusal(() => trainCellClassifier('none', drawn, { cells, digest: '' }))).toBe('EMPTY_ROI');
});

test('a stored model comes back as it was; a changed one is refused', () => {
  const parsed = JSON.parse(JSON.stringify(model)) as { name: string };
  expect(parseClassifier(CELL_CLASSIFIER, parsed)).toEqual(model);
  expect(refusal(() => parseClassifier(CELL_CLASSIFIER, { ...parsed, name: 'mine' }))).toBe('MODEL_CORRUPT');
  expect(refusal(() => parseClassifier(CELL_CLASSIFIER, { ...parsed, features: [] }))).toBe('MODEL_MISMATCH');
  expect(refusal(() => parseClassifier(CELL_CLASSIFIER, { kind: 'timescope.pixel-classifier' }))).toBe(
    'MODEL_MISMATCH',
  );
});
