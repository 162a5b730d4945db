import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { seriesFound, archiveAt, searchLines } from '../../../packages/cli/src/cohort/archiveSeries';
import { arrived, type Seen } from '../../../packages/cli/src/cohort/watchArchive';
import { matches, readRule, type WatchRule } from '../../../packages/cli/src/cohort/watchRule';
import { score } from '../../../packages/cli/src/commands/score';
import { temporaryFolder } from '../../harness/cohortFixture';
import { startOrthanc, type Orthanc } from '../../harness/orthanc';
import { writeTinySlides } from '../../harness/tinySlides';
import { workplace, type Workplace } from '../../server/testServer';
import { jest } from '@jest/globals';

const folder = await temporaryFolder();
const slides = path.join(folder, 'slides');
let orthanc: Orthanc;
let place: Workplace;
beforeAll(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  await writeTinySlides(slides, 2);
  orthanc = await startOrthanc();
  place = await workplace();
});
afterAll(async () => {
  jest.restoreAllMocks();
  await orthanc.stop();
  await place.close();
});

const rule: WatchRule = { match: { modality: 'SM' }, command: 'score', settings: { marker: 'ki67' } };

async function send(root: string, slide: string): Promise<void> {
  const names = await readdir(path.join(slides, slide));
  const files = await Promise.all(names.map(name => readFile(path.join(slides, slide, name))));
  await archiveAt(root).store(files, 'boundary');
}

async function hashOf(slide: string, out: string): Promise<string> {
  await score.run([slide, '--marker', 'ki67', '--workers', '1', '--out', path.join(folder, out)]);
  return (JSON.parse(await readFile(path.join(folder, out, 'result.json'), 'utf8')) as { hash: string }).hash;
}

describe.each<[string, () => Promise<string>]>([
  ['Orthanc', () => Promise.resolve(orthanc.root)],
  ['our own server', async () => `${(await place.start()).url}/dicomweb`],
])('%s', (name, start) => {
  let root: string;
  beforeAll(async () => {
    root = await start();
  });

  test('a new series is taken once it stays as it is from one look to the next, and only once', async () => {
    const seen: Seen = new Map();
    const look = (known: readonly string[] = []) =>
      arrived(archiveAt(root), root, rule, seen, new Set(known));
    await send(root, 'slide-000');
    expect(await look()).toEqual([]);
    const [line, ...more] = await look();
    expect(more).toEqual([]);
    expect(line?.values).toMatchObject({
      command: 'score',
      input: expect.stringContaining(`${root}/studies/`) as string,
    });
    await send(root, 'slide-001');
    await look([line?.values.case ?? '']);
    expect(await look([line?.values.case ?? ''])).toHaveLength(1);
  });

  test('a slide of the archive has the hash of its files', async () => {
    const { lines } = await searchLines(`${root}?Modality=SM`);
    expect(lines).toHaveLength(2);
    const hashes = new Set<string>();
    for (const [at, { values }] of lines.entries())
      hashes.add(await hashOf(values.input ?? '', `${name}-${at}`));
    const expected = await Promise.all(
      ['slide-000', 'slide-001'].map(slide => hashOf(path.join(slides, slide), slide)),
    );
    expect([...hashes].sort()).toEqual(expected.sort());
  });

  test('another modality or description does not match', async () => {
    const looked = async (match: WatchRule['match']) => {
      const seen: Seen = new Map(
        (await seriesFound(archiveAt(root), {})).map(each => [each.series, each.instances]),
      );
      return arrived(archiveAt(root), root, { ...rule, match }, seen, new Set());
    };
    expect(await looked({ modality: 'SM' })).toHaveLength(2);
    expect(await looked({ modality: 'CT' })).toEqual([]);
    expect(await looked({ modality: 'SM', seriesDescription: '*CD8*' })).toEqual([]);
    expect(await looked({ modality: 'SM', stain: '*CD8*' })).toEqual([]);
  });
});

test('a rule says what it does not understand', async () => {
  const file = path.join(folder, 'rule.json');
  const reading = async (text: string) => {
    await writeFile(file, text);
    return readRule(file);
  };
  expect(
    await reading('{"match": {"modality": "SM", "stain": "*Ki*67*"}, "settings": {"marker": "ki67"}}'),
  ).toEqual({ match: { modality: 'SM', stain: '*Ki*67*' }, command: 'score', settings: { marker: 'ki67' } });
  await expect(reading('{"match": {}}')).rejects.toThrow('match needs a "modality"');
  await expect(reading('{"match": {"modality": "SM", "colour": "blue"}}')).rejects.toThrow('has no "colour"');
  await expect(reading('{"match": {"modality": "SM"}, "settings": {"slice": "3"}}')).rejects.toThrow(
    'has no "slice"',
  );
  await expect(reading('no JSON')).rejects.toThrow('is not JSON');
});

test('in a pattern a star stands for anything and the case of letters for nothing', () => {
  expect(matches('*Ki*67*', 'IHC ki-67 (MIB1)')).toBe(true);
  expect(matches('ki67', 'Ki67 ')).toBe(true);
  expect(matches('ki67', 'Ki67 2')).toBe(false);
  expect(matches('a.c', 'abc')).toBe(false);
});
