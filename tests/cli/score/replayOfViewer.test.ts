import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { geoJsonOf } from '@timescope/extension-ihc-scoring/pipeline/exports/cellFiles';
import { cellsOfResult } from '@timescope/extension-ihc-scoring/pipeline/exports/cellsOfResult';
import { rescoredResult } from '@timescope/extension-ihc-scoring/pipeline/reading/rescore';
import { scoreSlide } from '@timescope/extension-ihc-scoring/pipeline/scoreSlide';
import { jest } from '@jest/globals';
import { matrixPoint } from '@timescope/core/frames';
import { pngOf } from '@timescope/runtime/encode/png';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dicomize } from '../../../packages/cli/src/commands/dicomize';
import { score } from '../../../packages/cli/src/commands/score';
import { openSlide } from '../../../packages/cli/src/slideInput';
import { drawnSlide, randomDiscs } from '../../extensions/ihc-scoring/pipeline/drawnSlide';

jest.setTimeout(60_000);

let folder: string;
const inFolder = (name: string) => path.join(folder, name);
/** What the viewer exported after a reader moved thresholds, drew an area to leave out and judged three cells. */
let exported: ScoreResult;
let geoJson: string;

const corner = [matrixPoint(0, 0), matrixPoint(120, 0), matrixPoint(120, 120), matrixPoint(0, 120)];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-viewer-run-'));
  for (const [name, seed] of [
    ['slide', 7],
    ['other', 8],
  ] as const) {
    await writeFile(
      inFolder(`${name}.png`),
      await pngOf(drawnSlide(500, 400, randomDiscs(500, 400, 160, seed))),
    );
    await dicomize.run([inFolder(`${name}.png`), '--mpp', '0.5', '--out', inFolder(name)]);
  }
  const slide = await openSlide(inFolder('slide'));
  const tables: CellTable[] = [];
  const request = { preset: 'er', slide: { description: 'Core', digest: slide.viewerDigest ?? '' } } as const;
  const { basis } = await scoreSlide(slide.source, request, { onCells: table => void tables.push(table) });
  const [first] = tables;
  const at = (cell: number) => ({
    x: first?.centroids[2 * cell] ?? 0,
    y: first?.centroids[2 * cell + 1] ?? 0,
  });
  exported = rescoredResult(
    { basis, tables },
    {
      thresholds: [0.08, 0.2, 0.33],
      edits: [
        { ...at(3), grade: 3 },
        { ...at(8), isIncluded: false },
        { ...at(20), grade: 0 },
      ],
      leftOut: [{ name: 'Fold', role: 'exclude', rings: [corner] }],
      pcms: undefined,
    },
  );
  geoJson = [...geoJsonOf(cellsOfResult(exported, tables))].join('');
  await writeFile(inFolder('run.json'), JSON.stringify(exported));
  await slide.close();
});
afterAll(() => rm(folder, { recursive: true }));

test("the viewer's run comes out the same at a terminal: thresholds, left out area, judged cells, hash, cells", async () => {
  expect(exported.edits).toMatchObject({ excluded: 1 });
  const call = [inFolder('slide'), '--replay', inFolder('run.json'), '--out', inFolder('again')];
  await expect(score.run(call)).resolves.toBe(0);
  const again = JSON.parse(await readFile(inFolder('again/result.json'), 'utf8')) as ScoreResult;
  expect(again.hash).toBe(exported.hash);
  expect(again.percentPositive).toBe(exported.percentPositive);
  expect(again.edits).toEqual(exported.edits);
  expect(again.tool).toEqual(exported.tool);
  const cells = (text: string) => text.trim().replaceAll(',\n', '\n').split('\n').sort();
  expect(cells(await readFile(inFolder('again/cells.geojson'), 'utf8'))).toEqual(cells(geoJson));
});

test('a run whose edits were changed in the file does not pass for the same', async () => {
  const { edits = [] } = exported.run as { edits?: object[] };
  const altered = { ...exported, run: { ...exported.run, edits: edits.slice(1) } };
  await writeFile(inFolder('altered.json'), JSON.stringify(altered));
  const call = [inFolder('slide'), '--replay', inFolder('altered.json'), '--out', inFolder('differs')];
  await expect(score.run(call)).resolves.toBe(10);
  const differs = JSON.parse(await readFile(inFolder('differs/result.json'), 'utf8')) as ScoreResult;
  expect(differs.warnings[0]?.code).toBe('REPLAY_DIFFERS');
});

test('another slide is refused, and a call without the folder says what is missing', async () => {
  const run = inFolder('run.json');
  await expect(score.run([inFolder('other'), '--replay', run])).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(score.run(['--replay', run])).rejects.toThrow("does not say where the slide's files lie");
});

test.each([
  ['a grade that does not exist', { grade: 4 }, '"run.edits[0].grade" is 4; expected one of 0, 1, 2, 3'],
  ['a member that is not known', { colour: 1 }, '"run.edits[0].colour" is not known'],
])('an edit with %s is refused with its place', async (_, change, sentence) => {
  const run = { ...exported.run, edits: [{ x: 1, y: 2, ...change }] };
  await writeFile(inFolder('wrong.json'), JSON.stringify({ ...exported, run }));
  await expect(score.run([inFolder('slide'), '--replay', inFolder('wrong.json')])).rejects.toThrow(sentence);
});
