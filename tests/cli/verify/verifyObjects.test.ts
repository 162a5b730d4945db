import { jest } from '@jest/globals';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import { slideObjects } from '@timescope/extension-ihc-scoring/evidence/slideObjects';
import { verify } from '../../../packages/cli/src/commands/verify';
import { landResult } from '../../../packages/cli/src/store/landResult';
import { measuredSlide } from '../../harness/savedSlide';
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
  const folder = await copy();
  const cells = await readFile(dicom(folder, 'cells'));
  // The first coordinate behind the element's head: (0066,0016) OF, two bytes, four bytes of length.
  const at = cells.indexOf(Uint8Array.of(0x66, 0, 0x16, 0, 0x4f, 0x46)) + 12;
  cells.writeFloatLE(cells.readFloatLE(at) + 1, at);
  await writeFile(dicom(folder, 'cells'), cells);
  const { code, text } = await verified(folder);
  expect(text).toMatch(/differs +The result cannot be opened again: The stored cells are not those/);
  expect(code).toBe(20);
});

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
