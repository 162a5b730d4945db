import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { matrixPoint } from '@timescope/core/frames';
import { cellsCsvOf, geoJsonOf } from '@timescope/extension-ihc-scoring/pipeline/exports/cellFiles';
import { cellsOfResult } from '@timescope/extension-ihc-scoring/pipeline/exports/cellsOfResult';
import {
  drawnRegionsCsv,
  regionCounts,
} from '@timescope/extension-ihc-scoring/pipeline/exports/drawnRegionsCsv';
import type { CellEdit } from '@timescope/extension-ihc-scoring/pipeline/reading/reading';
import { runRecordOf } from '@timescope/extension-ihc-scoring/pipeline/runRecord';
import { settingsOf } from '@timescope/extension-ihc-scoring/pipeline/settings';
import { resultOf } from '../scores/handMade';
import { squareCells } from './squareCells';

/** Two tiles: negative, 1+; 2+, 3+ by the thresholds 0.1, 0.3, 0.5. */
const tables = [
  squareCells([
    { x: 10, y: 10, dab: 0.05 },
    { x: 30.3, y: 10, dab: 0.2 },
  ]),
  squareCells([
    { x: 50, y: 10, dab: 0.4 },
    { x: 70, y: 10, dab: 0.6 },
  ]),
];

function resultWith(
  edits: readonly CellEdit[],
  gradeThresholds: readonly [number, number, number] = [0.1, 0.3, 0.5],
): ScoreResult {
  const result = resultOf({ preset: 'h-score', cells: [] });
  const request = {
    preset: 'h-score',
    overrides: { gradeThresholds },
    edits,
    slide: { description: '', digest: '' },
  } as const;
  return { ...result, run: runRecordOf(request, settingsOf(request)) };
}

interface Feature {
  readonly properties: {
    readonly classification: { readonly name: string };
    readonly measurements: Readonly<Record<string, number>>;
    readonly metadata?: Readonly<Record<string, string>>;
  };
}

const featuresOf = (result: ScoreResult): readonly Feature[] =>
  (JSON.parse([...geoJsonOf(cellsOfResult(result, tables))].join('')) as { features: Feature[] }).features;

const namesOf = (result: ScoreResult) =>
  featuresOf(result).map(({ properties }) => properties.classification.name);

test("cells are classed at the result's own thresholds, whatever they were measured with", () => {
  expect(namesOf(resultWith([]))).toEqual(['Negative', '1+', '2+', '3+']);
  expect(namesOf(resultWith([], [0.25, 0.45, 0.7]))).toEqual(['Negative', 'Negative', '1+', '2+']);
});

test("the class is the reader's; what the tool said stays beside it, of that cell only", () => {
  const edits: CellEdit[] = [
    { x: 10, y: 10, grade: 3 },
    { x: Math.fround(30.3), y: 10, isIncluded: false },
    { x: 50, y: 10, type: 2 },
  ];
  const features = featuresOf(resultWith(edits));
  expect(features.map(({ properties }) => properties.classification.name)).toEqual([
    '3+',
    'Ignore*',
    'Immune cells: 2+',
    '3+',
  ]);
  const [regraded, excluded, retyped, untouched] = features.map(({ properties }) => properties);
  expect(regraded?.measurements).toMatchObject({ 'DAB grade': 3, 'Tool: DAB grade': 0, Included: 1 });
  expect(regraded?.metadata).toEqual({ 'Tool class': 'Negative', Reader: 'grade changed' });
  expect(excluded?.measurements).toMatchObject({ 'DAB grade': 1, 'Tool: DAB grade': 1, Included: 0 });
  expect(excluded?.metadata).toEqual({ 'Tool class': '1+', Reader: 'left out' });
  expect(retyped?.measurements).toMatchObject({ 'Cell type': 2, 'Tool: Cell type': 0 });
  expect(untouched?.measurements).not.toHaveProperty('Included');
  expect(untouched?.metadata).toBeUndefined();
});

test('the table of cells counts on over the tiles and has the tool beside the reader', () => {
  const rows = [...cellsCsvOf(cellsOfResult(resultWith([{ x: 50, y: 10, isIncluded: false }]), tables))];
  const head = (rows[0] ?? '').trim().split(',');
  const cells = rows.slice(1).map(row => {
    const values = row.trim().split(',');
    return Object.fromEntries(head.map((name, at) => [name, values[at]]));
  });
  expect(cells.map(cell => cell.cell)).toEqual(['1', '2', '3', '4']);
  expect(cells[2]).toMatchObject({ class: 'Ignore*', included: '0', tool_class: '2+', tool_grade: '2' });
  expect(cells[3]).toMatchObject({ class: '3+', included: '1', tool_class: '', tool_type: '' });
});

test('what is excluded from a drawn area is neither its cell nor its area, and the excluded area has no cells', () => {
  const box = (x: number, width: number, height: number) => [
    matrixPoint(x, 0),
    matrixPoint(x + width, 0),
    matrixPoint(x + width, height),
    matrixPoint(x, height),
  ];
  const areas = [
    { name: 'Tumour', role: 'tumour', rings: [box(0, 100, 40)] },
    { name: 'Necrosis', role: 'exclude', rings: [box(0, 20, 20)] },
    { name: 'Fold', role: 'exclude', rings: [box(10, 20, 20)] },
  ] as const;
  const [tumour, necrosis] = regionCounts(areas, cellsOfResult(resultWith([]), tables), { x: 1000, y: 1000 });
  const [all] = regionCounts(areas.slice(0, 1), cellsOfResult(resultWith([]), tables), { x: 1000, y: 1000 });
  const count = (region: typeof tumour) => region?.grades.reduce((sum, cells) => sum + cells, 0) ?? NaN;
  expect(all?.areaMm2).toBe(4000);
  expect(tumour?.areaMm2).toBeCloseTo(4000 - 600, 6);
  expect(count(all) - count(tumour)).toBe(1);
  expect(count(necrosis)).toBe(0);
});

test('a drawn area counts the cells whose nucleus lies in it, without those that were left out', () => {
  const square = (x: number, edge: number) => [
    matrixPoint(x, 0),
    matrixPoint(x + edge, 0),
    matrixPoint(x + edge, edge),
    matrixPoint(x, edge),
  ];
  const result = resultWith([
    { x: 10, y: 10, grade: 2 },
    { x: 50, y: 10, isIncluded: false },
  ]);
  const csv = drawnRegionsCsv(
    [
      { name: 'Margin', role: 'tumour', rings: [square(0, 40)] },
      { name: 'Ring, with a hole', role: 'region', rings: [square(0, 100), square(25, 12)] },
      { name: '', role: 'exclude', rings: [square(200, 10)] },
    ],
    cellsOfResult(result, tables),
    { x: 0.5, y: 0.5 },
  );
  expect(csv.trim().split('\n').slice(1)).toEqual([
    'Margin,tumour,0.0004,2,2,100,150,0,1,1,0',
    '"Ring, with a hole",region,0.002464,2,2,100,250,0,0,1,1',
    ',exclude,0.000025,0,0,,,0,0,0,0',
  ]);
});
