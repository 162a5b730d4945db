import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { pngOf } from '@timescope/runtime/encode/png';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { score } from '../../../packages/cli/src/commands/score';
import { drawnSlide, randomDiscs } from '../../extensions/ihc-scoring/pipeline/drawnSlide';
import { squareFeature } from '../../harness/squareFeature';

let folder: string;
const inFolder = (name: string) => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-replay-'));
  await writeFile(inFolder('slide.png'), await pngOf(drawnSlide(400, 300, randomDiscs(400, 300, 120, 5))));
  await writeFile(inFolder('other.png'), await pngOf(drawnSlide(400, 300, randomDiscs(400, 300, 120, 6))));
  const features = [
    squareFeature(0, 0, 200.5, 'Tumor'),
    squareFeature(210, 0, 150, 'Stroma'),
    squareFeature(20, 20, 30, 'Ignore*'),
  ];
  await writeFile(inFolder('areas.geojson'), JSON.stringify({ type: 'FeatureCollection', features }));
});
afterAll(() => rm(folder, { recursive: true }));

const resultIn = async (name: string) =>
  JSON.parse(await readFile(path.join(inFolder(name), 'result.json'), 'utf8')) as ScoreResult;

test('a run with areas, thresholds and a fixed white is repeated from its result.json to the same hash', async () => {
  const settings = ['--marker', 'her2', '--roi', inFolder('areas.geojson'), '--pcms', '12.5'];
  const changes = [
    '--positive-threshold',
    '0.12,0.31,0.52',
    '--white',
    '238,239,240',
    '--detection-threshold',
    '0.05',
  ];
  await score.run([
    inFolder('slide.png'),
    '--mpp',
    '0.5',
    ...settings,
    ...changes,
    '--out',
    inFolder('first'),
  ]);
  await expect(
    score.run(['--replay', inFolder('first/result.json'), '--out', inFolder('second')]),
  ).resolves.toBe(0);
  const [first, second] = [await resultIn('first'), await resultIn('second')];
  expect(second.hash).toBe(first.hash);
  expect(second).toEqual(first);
  expect(first.her2?.pcms).toBe(12.5);
});

test('a moved slide is found by its new place; another slide is refused', async () => {
  await writeFile(inFolder('moved.png'), await readFile(inFolder('slide.png')));
  const run = inFolder('first/result.json');
  await score.run([inFolder('moved.png'), '--replay', run, '--out', inFolder('third')]);
  expect((await resultIn('third')).hash).toBe((await resultIn('first')).hash);
  await expect(score.run([inFolder('other.png'), '--replay', run])).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  await expect(score.run([inFolder('gone.png'), '--replay', run])).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('a run that comes out differently says so and ends as partial', async () => {
  const before = await resultIn('first');
  await writeFile(inFolder('altered.json'), JSON.stringify({ ...before, hash: '0'.repeat(64) }));
  const code = await score.run(['--replay', inFolder('altered.json'), '--out', inFolder('fourth')]);
  expect(code).toBe(10);
  expect((await resultIn('fourth')).warnings[0]).toMatchObject({ code: 'REPLAY_DIFFERS' });
});

test.each([
  ['no JSON', 'ki67', 'cannot be read'],
  ['another document', '{"kind":"timescope.prediction","version":1}', 'no score result'],
  ['a result that was cut off', '{"kind":"timescope.score","version":2}', '"hash" is missing'],
])('%s cannot be replayed', async (_, document, sentence) => {
  await writeFile(inFolder('wrong.json'), document);
  await expect(score.run(['--replay', inFolder('wrong.json')])).rejects.toThrow(sentence);
});

test.each([
  ['without its run', {}, 'does not hold its run'],
  ['without its preset', { preset: undefined }, '"run.preset" is missing; expected an object'],
  ['with a misspelt preset', { preset: { naem: 'x' } }, '"run.preset.naem" is not known'],
])('a result %s cannot be replayed', async (_, change, sentence) => {
  const first = await resultIn('first');
  const run = Object.keys(change).length === 0 ? {} : { ...first.run, ...change };
  await writeFile(inFolder('wrong.json'), JSON.stringify({ ...first, run }));
  await expect(score.run(['--replay', inFolder('wrong.json')])).rejects.toThrow(sentence);
});

test("a user's own preset file is used; a wrong one is refused with its path named", async () => {
  const { preset } = (await resultIn('first')).run as { preset: Record<string, unknown> };
  await writeFile(inFolder('mine.json'), JSON.stringify({ ...preset, name: 'mine', cellExpansionUm: 4 }));
  const run = (file: string) =>
    score.run([inFolder('slide.png'), '--mpp', '0.5', '--preset', inFolder(file), '--out', inFolder('own')]);
  await run('mine.json');
  expect((await resultIn('own')).provenance).toMatchObject({ preset: 'mine', cellExpansionUm: 4 });
  await writeFile(inFolder('bad.json'), JSON.stringify({ ...preset, cellExpansionUm: '4' }));
  await expect(run('bad.json')).rejects.toThrow('"cellExpansionUm" is "4"; expected a number from 0 to 10.');
  await expect(run('none.json')).rejects.toThrow('neither a preset');
});
