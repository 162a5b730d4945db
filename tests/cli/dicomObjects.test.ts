import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { slideObjects } from '@timescope/extension-ihc-scoring/evidence/slideObjects';
import type { SlideToSave } from '@timescope/extension-ihc-scoring/evidence/slideToSave';
import { score } from '../../packages/cli/src/commands/score';
import { dicomFolder, requireOwnFolder, writeDicomObjects } from '../../packages/cli/src/dicomObjects';
import { drawnSlide, randomDiscs } from '../extensions/ihc-scoring/pipeline/drawnSlide';
import { drawnDicomSlide } from '../harness/drawnDicomSlide';
import { measuredSlide } from '../harness/measuredSlide';

let out: string;
let saved: SlideToSave;
let slideFolder: string;
beforeAll(async () => {
  saved = await measuredSlide();
  slideFolder = (await drawnDicomSlide(drawnSlide(320, 260, randomDiscs(320, 260, 40, 3)), 0.5)).folder;
}, 60_000);
beforeEach(async () => {
  out = await mkdtemp(path.join(tmpdir(), 'timescope-objects-'));
  await mkdir(dicomFolder(out));
});
afterEach(() => rm(out, { recursive: true, force: true }));

const inDicom = (name: string) => path.join(dicomFolder(out), name);
const lies = async () => (await readdir(dicomFolder(out))).sort();

async function slideInDicom(): Promise<readonly string[]> {
  const names = (await readdir(slideFolder)).filter(name => name.endsWith('.dcm'));
  for (const name of names) await copyFile(path.join(slideFolder, name), inDicom(name));
  return names.sort();
}

test('a slide in OUT/dicom is left alone, and the run is refused before it measures', async () => {
  const names = await slideInDicom();
  const { objects } = slideObjects(saved);
  await expect(writeDicomObjects(out, objects)).rejects.toMatchObject({ code: 'USAGE' });
  for (const slide of [out, dicomFolder(out)])
    await expect(
      score.run([slide, '--marker', 'ki67', '--workers', '1', '--out', out]),
    ).rejects.toMatchObject({ code: 'USAGE' });
  expect(await lies()).toEqual(names);
  expect(await readdir(out)).toEqual(['dicom']);
}, 60_000);

test('a file of somebody else in OUT/dicom is neither removed nor overwritten', async () => {
  await writeFile(inDicom('scores.dcm'), 'not ours');
  await expect(writeDicomObjects(out, slideObjects(saved).objects)).rejects.toThrow(/scores\.dcm/);
  expect(await lies()).toEqual(['scores.dcm']);
});

test('an input that is one of our own objects in OUT/dicom is refused', async () => {
  await writeDicomObjects(out, slideObjects(saved).objects);
  await expect(requireOwnFolder(out, [inDicom('tissue.dcm')])).rejects.toMatchObject({ code: 'USAGE' });
  await expect(requireOwnFolder(out, ['http://pacs/studies/1/series/2'])).resolves.toBeUndefined();
});

test('objects of an earlier result that this one lacks go; ours that no earlier report names stays', async () => {
  const { objects } = slideObjects(saved);
  const [tissue] = objects;
  await writeDicomObjects(out, objects);
  const other = slideObjects({ ...saved, version: 2 }).objects;
  await writeFile(inDicom('kept-by-me.dcm'), other[0]?.bytes ?? '');
  await writeDicomObjects(
    out,
    other.filter(({ name }) => name !== tissue?.name),
  );
  expect(tissue?.name).toBe('tissue');
  expect(await lies()).toEqual(
    ['kept-by-me.dcm', ...objects.slice(1).map(({ name }) => `${name}.dcm`)].sort(),
  );
});
