import { jest } from '@jest/globals';
import { parseModelCard, unknownMembers } from '@timescope/core/parseModelCard';
import { sha256Hex } from '@timescope/core/sha256';
import { hasExternalData } from '@timescope/runtime/externalData';
import { fetchModelCards, readModel } from '@timescope/runtime/models';
import { loadNetwork } from '@timescope/runtime/ort';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

test('what systems lay into a folder does not belong to the model and is passed over', async () => {
  for (const name of ['.DS_Store', '._model.onnx', 'Thumbs.db', 'desktop.ini'])
    await writeFile(path.join(folder, name), '');
  await expect(readModel(folder)).resolves.toMatchObject({ card: { name: 'densenet121-tils' } });
});

test.each(['<b>x</b>', '../y', 'a/b', 'own 50%', '.hidden', ''])('a card named "%s" is refused', name => {
  expect(() => parseModelCard({ name }, 'card')).toThrow('no usable "name"');
});

test.each([
  ['measured', [{}]],
  ['measured', [{ data: 'a', metric: 'AUC', value: 0.9, interval: [0.8] }]],
  ['limits', [1, {}]],
  ['classes', 'x'],
  ['classes', ['low', 'low']],
  ['outputs', { probability: [1, 0] }],
  ['input.shape', { name: 'image', shape: [1, -3, 224, 224] }],
])('a card whose "%s" is %j is refused', async (member, value) => {
  const { card } = await readModel(folder);
  const [name = ''] = member.split('.');
  expect(() => parseModelCard({ ...card, [name]: value }, 'card')).toThrow(`no usable "${member}"`);
});

test('members of a card that nothing reads are named, wherever they stand', async () => {
  const { card } = await readModel(folder);
  expect(unknownMembers(card)).toEqual([]);
  const measured = [{ ...card.measured[0], recepy: 'x' }, { recepy: 'y' }] as unknown as typeof card.measured;
  const slips = { ...card, compartement: 'membrane', measured };
  expect(unknownMembers(slips)).toEqual(['compartement', 'measured.recepy']);
});

test('of cards beside the bundle one that cannot be fetched leaves the others, and addresses are encoded', async () => {
  const card = await readFile(path.join(shipped, 'card.json'), 'utf8');
  const asked: string[] = [];
  jest.spyOn(globalThis, 'fetch').mockImplementation(input => {
    const file = (input as string).split('/models/')[1] ?? '';
    asked.push(file);
    const named = (name: string) => card.replace('"densenet121-tils"', `"${name}"`);
    const files: Readonly<Record<string, string>> = {
      'index.json': JSON.stringify(['own tils 2', 'lost 50%', 'wrong', 'tils']),
      'own%20tils%202/card.json': named('own tils 2'),
      'wrong/card.json': named('other'),
      'tils/card.json': named('tils'),
    };
    const body = files[file];
    return Promise.resolve(new Response(body ?? '', { status: body === undefined ? 404 : 200 }));
  });
  const { cards, problems } = await fetchModelCards();
  jest.restoreAllMocks();
  expect(asked).toContain('lost%2050%25/card.json');
  expect(cards.map(({ name }) => name)).toEqual(['own tils 2', 'tils']);
  expect(problems).toEqual([
    expect.stringMatching(/lost%2050%25\/card\.json cannot be read: HTTP 404\.$/),
    'The folder models/wrong holds the model "other".',
  ]);
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
