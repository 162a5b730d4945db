import { jest } from '@jest/globals';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from '@timescope/core/dicom/json';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import { slideObjects } from '@timescope/extension-ihc-scoring/evidence/slideObjects';
import { verify } from '../../../packages/cli/src/commands/verify';
import { landResult } from '../../../packages/cli/src/store/landResult';
import { measuredSlide } from '../../harness/measuredSlide';
import { firstCellMoved, firstNumberChanged, forged, pixelsGone, replaced } from '../../harness/tampered';
import { workplace, type Workplace } from '../../server/testServer';

jest.setTimeout(60_000);

let place: Workplace;
let objects: ResultObjects;
let whole: string;
beforeAll(async () => {
  place = await workplace();
  const saved = await measuredSlide();
  objects = slideObjects(saved);
  whole = path.join(place.folder, 'whole');
  await mkdir(path.join(whole, 'dicom'), { recursive: true });
  for (const { name, bytes } of objects.objects) await writeFile(dicom(whole, name), bytes);
  await writeFile(path.join(whole, 'result.json'), JSON.stringify(saved.result));
}, 60_000);
afterAll(() => place.close());

const dicom = (folder: string, name: string) => path.join(folder, 'dicom', `${name}.dcm`);

async function verified(...argv: string[]): Promise<{ code: number | undefined; text: string }> {
  let text = '';
  const out = jest
    .spyOn(process.stdout, 'write')
    .mockImplementation(chunk => ((text += String(chunk)), true));
  try {
    return { code: await verify.run(argv), text };
  } finally {
    out.mockRestore();
  }
}

async function copy(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'timescope-verify-'));
  await cp(whole, folder, { recursive: true });
  return folder;
}

test('a result with its objects: the set, the document in the report and the hash of the stored cells', async () => {
  const { code, text } = await verified(whole);
  expect(text).toMatch(/^ok +All 6 objects of the result are there\.$/m);
  expect(text).toMatch(/^ok +The hash [0-9a-f]{12} is that of the stored cells\.$/m);
  expect(text).toMatch(/^ok +The report carries this document\.$/m);
  // There is no table of cells beside these objects.
  expect(code).toBe(10);
});

test('an object that is missing, and one that cannot be read, are named', async () => {
  const folder = await copy();
  await rm(dicom(folder, 'tissue'));
  await writeFile(dicom(folder, 'map-cell-density'), 'no DICOM');
  const { code, text } = await verified(folder);
  expect(text).toMatch(/differs +The report names [0-9.]+, which is not there/);
  expect(text).toMatch(/differs +map-cell-density\.dcm cannot be read/);
  expect(code).toBe(20);
});

test('a nucleus that was moved in the stored cells is noticed', async () => {
  const { code, text } = await afterChange('cells', firstCellMoved);
  expect(text).toMatch(
    /differs +The result cannot be opened again: The result was changed since it was saved/,
  );
  expect(text).toMatch(/differs +Other content than was saved: cells\./);
  expect(code).toBe(20);
});

test('a number that contradicts the document is named, also where its digest was made to fit', async () => {
  const folder = await copy();
  const report = forged(objects.objects, 'scores', firstNumberChanged).at(-1);
  await writeFile(dicom(folder, 'scores'), report ?? '');
  const { code, text } = await verified(folder);
  expect(text).toMatch(/differs +.*The report contradicts the result that it carries: Evaluated cells\./);
  expect(text).toMatch(/ok +Pixels, coordinates, numbers, codes and texts/);
  expect(code).toBe(20);
});

test.each<[string, string, (file: Buffer) => void, RegExp]>([
  ['pixels of the tissue', 'tissue', pixelsGone, /Other content than was saved: tissue\./],
  ['pixels of a map', 'map-cell-density', pixelsGone, /Other content than was saved: map-cell-density\./],
  ['a code of the report', 'scores', replaced('126000', '126001'), /Other content than was saved: scores\./],
  ['a number of the report', 'scores', firstNumberChanged, /Other content than was saved: scores\./],
])('%s: a change is noticed', async (_, name, change, complaint) => {
  expect((await afterChange(name, change)).text).toMatch(complaint);
});

test('another patient in the report than in its parts is noticed', async () => {
  const patient = text(readPart10(await readFile(dicom(whole, 'scores'))).dataset, '00100020') ?? '';
  const other = replaced(patient, 'X'.repeat(patient.length));
  const { code, text: said } = await afterChange('scores', other);
  expect(said).toMatch(/differs +.* name different patients or studies/);
  expect(said).toMatch(/ok +Pixels, coordinates, numbers, codes and texts/);
  expect(code).toBe(20);
});

async function afterChange(name: string, change: (file: Buffer) => void) {
  const folder = await copy();
  const file = await readFile(dicom(folder, name));
  change(file);
  await writeFile(dicom(folder, name), file);
  return verified(folder);
}

test('a store is asked for every object', async () => {
  const url = `${(await place.start()).url}/dicomweb`;
  const before = await verified(whole, '--store', url);
  expect(before.text).toMatch(/differs +The store does not have scores/);
  expect(before.code).toBe(20);
  await landResult(objects, { url, outboxDir: path.join(place.folder, 'outbox') });
  const after = await verified(whole, '--store', url);
  expect(after.text).toMatch(/^ok +The store has scores\.$/m);
  expect(after.code).toBe(10);
});
