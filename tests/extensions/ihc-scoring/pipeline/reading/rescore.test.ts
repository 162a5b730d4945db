import { presets, type PresetName } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import type { CellEdit } from '@timescope/extension-ihc-scoring/pipeline/reading/reading';
import {
  rescore,
  rescoredResult,
  type ReaderChanges,
} from '@timescope/extension-ihc-scoring/pipeline/reading/rescore';
import type { GradeThresholds } from '@timescope/extension-ihc-scoring/pipeline/intensity';
import { measured, requestFor, learnedTypes, area } from './stainedField';

const NOTHING: ReaderChanges = { thresholds: undefined, edits: [], leftOut: [], pcms: undefined };
const moved: readonly GradeThresholds[] = [
  [0.03, 0.07, 0.21],
  [0.17, 0.17, 0.44],
  [0, 0.01, 3],
];

test('without changes, rescoring is the run itself, hash included', async () => {
  const { result, cells } = await measured(requestFor('ki67'));
  expect(rescoredResult(cells, NOTHING)).toEqual(result);
});

const PRESETS: readonly PresetName[] = [
  'ki67',
  'er',
  'her2',
  'pdl1-tps',
  'cd8',
  'h-score-membrane',
  'h-score-cytoplasm',
  'qupath-positive-cell-detection',
];

test.each(PRESETS)(
  'moved thresholds of %s score as a run with them does, hash included',
  async preset => {
    const { result, cells } = await measured(requestFor(preset));
    expect(result.cells.total).toBeGreaterThan(30);
    const hashes = new Set<string>();
    for (const thresholds of moved) {
      const run = await measured(requestFor(preset, { overrides: { gradeThresholds: thresholds } }));
      expect(rescoredResult(cells, { ...NOTHING, thresholds })).toEqual(run.result);
      hashes.add(run.result.hash);
    }
    expect(hashes.size).toBe(moved.length);
  },
  60_000,
);

test('the combined positive score follows with its tumour and immune cells', async () => {
  const cellTypes = await learnedTypes();
  const { cells } = await measured(requestFor('pdl1-cps', { cellTypes }));
  for (const thresholds of moved) {
    const overrides = { gradeThresholds: thresholds };
    const { result } = await measured(requestFor('pdl1-cps', { cellTypes, overrides }));
    expect(result.cps).not.toBeNull();
    expect(rescoredResult(cells, { ...NOTHING, thresholds })).toEqual(result);
  }
}, 60_000);

test('thresholds that no step of 0.01 was counted for are refused, unless the run had them', async () => {
  const odd: GradeThresholds = [0.125, 0.3, 0.5];
  const { result, cells } = await measured(requestFor('er', { overrides: { gradeThresholds: odd } }));
  expect(rescoredResult(cells, NOTHING)).toEqual(result);
  expect(
    rescore(cells, { ...NOTHING, thresholds: [0.125, 0.2, 0.5] }).result.hScorePixels.whole,
  ).not.toBeNull();
  expect(() => rescore(cells, { ...NOTHING, thresholds: [0.135, 0.3, 0.5] })).toThrow('steps of 0.01');
});

test('shapes and measurements of the cells are shared, not copied', async () => {
  const { cells } = await measured(requestFor('er'));
  const { tables } = rescore(cells, { ...NOTHING, thresholds: [0.05, 0.06, 0.07] });
  expect(tables[0]?.nuclei).toBe(cells.tables[0]?.nuclei);
  expect(tables[0]?.nucleusDab).toBe(cells.tables[0]?.nucleusDab);
  expect(tables[0]?.grade).not.toBe(cells.tables[0]?.grade);
});

test('what networks said of patches stays when thresholds move, and the hash knows of it', async () => {
  const { result, cells } = await measured(requestFor('er'));
  const patchScores = { ...PATCH_SCORES, hScore: { tumour: 120, stroma: null } };
  const seen = { ...cells, basis: { ...cells.basis, patchScores } };
  const { hash, ...said } = rescoredResult(seen, NOTHING);
  expect({ ...said, hash: result.hash }).toEqual({ ...result, patchScores });
  expect(hash).not.toBe(result.hash);
  const other = { ...patchScores, hScore: { tumour: 121, stroma: null } };
  expect(rescoredResult({ ...cells, basis: { ...cells.basis, patchScores: other } }, NOTHING).hash).not.toBe(
    hash,
  );
  expect(rescoredResult(seen, { ...NOTHING, thresholds: [0.05, 0.06, 0.07] })).toMatchObject({ patchScores });
});

test('a network that scored patches is said to keep to its own thresholds, whatever those of the reader', async () => {
  const { cells } = await measured(requestFor('h-score'));
  const card = { name: 'scorer', version: '2', sha256: 'b'.repeat(64), isSyntheticTrained: false };
  const networks = { ...PATCH_SCORES.networks, scorer: card };
  const patchScores = { ...PATCH_SCORES, hScore: { tumour: 120, stroma: null }, networks };
  const seen = { ...cells, basis: { ...cells.basis, patchScores } };
  const said = (thresholds: GradeThresholds | undefined) =>
    rescoredResult(seen, { ...NOTHING, thresholds })
      .warnings.filter(({ code }) => code === 'SCORER_THRESHOLDS')
      .map(({ message }) => message);
  expect(said(undefined)).toEqual([]);
  expect(said([0.4, 0.8, 1.2])).toEqual([
    'scorer 2 scores patches as at 0.1 / 0.3 / 0.5 OD, by which it was trained, not at the thresholds of this run (0.4 / 0.8 / 1.2).',
  ]);
});

const PATCH_SCORES = {
  ...{ patchPx: 512, mpp: 0.46, tissue: 'tissue 1', scorer: 'formula', isSyntheticTrained: true },
  ...{ tumourPercent: 40, notes: [], patches: [] },
  networks: { tissue: { name: 'tissue', version: '1', sha256: 'a'.repeat(64), isSyntheticTrained: true } },
};

test('neither the order of the cells nor the cut of the slide can be seen in the result', async () => {
  const { cells } = await measured(requestFor('er'));
  const cut = await measured(requestFor('er'), { tiling: { edge: 130, shift: { x: 31, y: 57 } } });
  expect(cut.cells.tables.length).toBeGreaterThan(cells.tables.length);
  const [table] = cells.tables;
  if (!table) throw new Error('no cells');
  const at = (cell: number) => ({
    x: table.centroids[2 * cell] ?? 0,
    y: table.centroids[2 * cell + 1] ?? 0,
  });
  const edits: CellEdit[] = [
    { ...at(3), grade: 3 },
    { ...at(11), isIncluded: false },
    { ...at(19), type: 2 },
  ];
  const changes = { ...NOTHING, thresholds: [0.08, 0.2, 0.33] as const, edits };
  const backwards = { ...cut.cells, tables: [...cut.cells.tables].reverse() };
  const { run, ...expected } = rescoredResult(cells, changes);
  const { run: other, ...found } = rescoredResult(backwards, { ...changes, edits: [...edits].reverse() });
  expect(found).toEqual(expected);
  expect(other.preset).toEqual(run.preset);
});

test('a run that is given the edits scores as rescoring with them does', async () => {
  const { cells } = await measured(requestFor('er'));
  const [table] = cells.tables;
  if (!table) throw new Error('no cells');
  const edits: CellEdit[] = [4, 9, 30].map(cell => ({
    x: table.centroids[2 * cell] ?? 0,
    y: table.centroids[2 * cell + 1] ?? 0,
    ...(cell === 9 ? { isIncluded: false } : { grade: 2 as const }),
  }));
  const leftOut = [area('exclude', 300, 300, 100, 100)];
  const { result } = await measured(requestFor('er', { edits, leftOut }));
  expect(result.edits).toMatchObject({ excluded: 1, unknown: 0 });
  expect(rescoredResult(cells, { ...NOTHING, edits, leftOut })).toEqual(result);
  const edited = rescoredResult(cells, { ...NOTHING, edits });
  expect(edited.hash).not.toBe(rescoredResult(cells, NOTHING).hash);
  expect(edited.hash).not.toBe(result.hash);
});

test('all thresholds of the presets can be moved back to', () => {
  for (const { gradeThresholds } of Object.values(presets))
    for (const each of gradeThresholds) expect(Math.round(each * 100) / 100).toBe(each);
});

test('an entered percentage of complete membranes counts at once', async () => {
  const { cells } = await measured(requestFor('her2'));
  const run = await measured(requestFor('her2', { pcms: 40 }));
  expect(rescoredResult(cells, { ...NOTHING, pcms: 40 })).toEqual(run.result);
  expect(run.result.her2).toMatchObject({ pcmsSource: 'entered', pcms: 40 });
});
