import { sha256Hex } from '@timescope/core/sha256';
import { hasExternalData } from '@timescope/runtime/externalData';
import { readModel } from '@timescope/runtime/models';
import { loadNetwork } from '@timescope/runtime/ort';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const shipped = path.resolve(import.meta.dirname, '../../models/densenet121-tils');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-model-'));
  await cp(shipped, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

test('a model folder with a file that does not belong there is refused by its name', async () => {
  await expect(readModel(folder)).resolves.toMatchObject({ card: { name: 'densenet121-tils' } });
  await writeFile(path.join(folder, 'weights.bin'), 'more');
  await expect(readModel(folder)).rejects.toMatchObject({
    code: 'MODEL_MISMATCH',
    message: expect.stringContaining('weights.bin') as string,
  });
});

/** A protobuf member with a length. */
const member = (number: number, body: readonly number[]) => [8 * number + 2, body.length, ...body];
const text = (words: string) => [...new TextEncoder().encode(words)];
const modelWith = (...tensor: number[]) => Uint8Array.from([8, 9, ...member(7, member(5, tensor))]);

test('weights kept in another file are found: a tensor with a location, or one that says so', () => {
  expect(hasExternalData(modelWith(...member(13, member(1, text('location')))))).toBe(true);
  expect(hasExternalData(modelWith(8 * 14, 1))).toBe(true);
  expect(hasExternalData(modelWith(8 * 14, 0, ...member(9, [1, 2, 3, 4])))).toBe(false);
  expect(hasExternalData(new Uint8Array())).toBe(false);
});

test('a model with external data is refused although its card names its hash; the shipped one is accepted', async () => {
  const { card, bytes } = await readModel(folder);
  const external = modelWith(8 * 14, 1);
  const load = loadNetwork({ ...card, sha256: sha256Hex(external) }, external);
  await expect(load).rejects.toMatchObject({ code: 'MODEL_MISMATCH', fields: { model: card.name } });
  expect(hasExternalData(bytes)).toBe(false);
});
