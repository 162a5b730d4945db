import { jest } from '@jest/globals';
import { DEMONSTRATION_WEIGHTS, type ModelCard } from '@timescope/core/modelCard';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { pngOf } from '@timescope/runtime/encode/png';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { score } from '../../../packages/cli/src/commands/score';
import { verify } from '../../../packages/cli/src/commands/verify';
import { drawnSlide, randomDiscs } from '../../extensions/ihc-scoring/pipeline/drawnSlide';
import { repository } from '../../harness/commandLine';

const SCORER = 'score-stainintensitynet';

let folder: string;
let first: ScoreResult;
let table: string;
const inFolder = (name: string) => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-replay-networks-'));
  await writeFile(inFolder('patch.png'), await pngOf(drawnSlide(400, 400, randomDiscs(400, 400, 160, 5))));
  const asked = ['--mpp', '0.46', '--preset', 'autoihc', '--scorer', SCORER];
  table = await said(() => score.run([inFolder('patch.png'), ...asked, '--out', inFolder('first')]));
  first = await resultIn('first');
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

const resultIn = async (name: string) =>
  JSON.parse(await readFile(path.join(inFolder(name), 'result.json'), 'utf8')) as ScoreResult;

const cardOf = async (name: string) =>
  JSON.parse(await readFile(path.join(repository, 'models', name, 'card.json'), 'utf8')) as ModelCard;

async function said(run: () => Promise<number | undefined>): Promise<string> {
  let text = '';
  const out = jest
    .spyOn(process.stdout, 'write')
    .mockImplementation(chunk => ((text += String(chunk)), true));
  try {
    await run();
    return text;
  } finally {
    out.mockRestore();
  }
}

test('a run with a tissue network and a scorer is repeated from its result.json alone, patch scores and hash included', async () => {
  expect(first.patchScores?.hScore.tumour).toBeGreaterThan(0);
  await expect(
    score.run(['--replay', inFolder('first/result.json'), '--out', inFolder('second')]),
  ).resolves.toBe(0);
  expect(await resultIn('second')).toEqual(first);
}, 60_000);

test('the result names each network by its weights, warns of generated tissue and repeats the limits of the cards', async () => {
  const [tissue, scorer] = [await cardOf('tissue-joint'), await cardOf(SCORER)];
  const byCard = ({ name, version, sha256, limits }: ModelCard) => ({
    ...{ name, version, sha256, limits },
    isSyntheticTrained: true,
  });
  expect(first.provenance.tissueNetwork).toEqual(byCard(tissue));
  expect(first.patchScores?.networks).toEqual({ tissue: byCard(tissue), scorer: byCard(scorer) });
  const of = (code: string) => first.warnings.filter(each => each.code === code).map(each => each.message);
  expect(of('NETWORK_SYNTHETIC')).toEqual([
    expect.stringContaining(`told apart by tissue-joint ${tissue.version}, which has only seen generated`),
    expect.stringContaining(`scored by ${SCORER} ${scorer.version}, which has only seen generated`),
  ]);
  expect(of('NETWORK_LIMITS')).toHaveLength(2);
  for (const limit of [...tissue.limits, ...scorer.limits])
    expect(of('NETWORK_LIMITS').join(' ')).toContain(limit.replace(/\.$/, ''));
  const shown = `Tumour by    network tissue-joint ${tissue.version} (${tissue.sha256.slice(0, 12)})`;
  expect(table).toContain(shown);
  expect(table.split('\n').find(line => line.startsWith(shown))).toContain(DEMONSTRATION_WEIGHTS);
  expect(table).toMatch(/^Tier +reference/m);
});

test('patch scores by another scorer, and edited ones, do not pass for those of the run', async () => {
  const changed = async (change: (scores: NonNullable<ScoreResult['patchScores']>) => object) => {
    const { patchScores } = first;
    if (!patchScores) throw new RangeError('The run has no patch scores.');
    await writeFile(
      inFolder('edited.json'),
      JSON.stringify({ ...first, patchScores: { ...patchScores, ...change(patchScores) } }),
    );
    return said(() => verify.run([inFolder('edited.json')]));
  };
  expect(await changed(() => ({}))).toMatch(/^ok +The patch scores[^]*^ok +The hash/m);
  expect(await changed(({ hScore }) => ({ hScore: { ...hScore, tumour: 280 } }))).toMatch(
    /^differs +The document was edited: the patch scores are not the means/m,
  );
  const otherHash = /^differs +The document was edited: its settings, sums or patch scores/m;
  expect(await changed(() => ({ isSyntheticTrained: false }))).toMatch(otherHash);
  expect(
    await changed(({ networks }) => ({
      networks: networks && { tissue: networks.tissue },
      scorer: 'formula',
    })),
  ).toMatch(otherHash);
  expect(
    await changed(({ patches }) => ({
      patches: patches.map(patch => ({ ...patch, tissue: patch.tissue / 2 })),
    })),
  ).toMatch(otherHash);
});

test('the run of networks takes no other from the call, and other weights of their names are refused', async () => {
  const run = inFolder('first/result.json');
  await expect(score.run(['--replay', run, '--tissue', 'tissue-joint'])).rejects.toMatchObject({
    code: 'USAGE',
  });
  const { patches } = first.run as { patches: { tissue: object } };
  const other = { ...patches, tissue: { ...patches.tissue, sha256: '1'.repeat(64) } };
  await writeFile(
    inFolder('other.json'),
    JSON.stringify({ ...first, run: { ...first.run, patches: other } }),
  );
  await expect(score.run(['--replay', inFolder('other.json')])).rejects.toMatchObject({ code: 'CONFLICT' });
});
