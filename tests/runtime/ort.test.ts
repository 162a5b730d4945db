import { jest } from '@jest/globals';
import { sha256Hex } from '@timescope/core/sha256';
import { readModel } from '@timescope/runtime/models';
import { loadNetwork } from '@timescope/runtime/ort';
import path from 'node:path';

// The engine and real volumes take seconds on a busy machine.
jest.setTimeout(60_000);

const folder = path.resolve(import.meta.dirname, '../../models/densenet121-tils');
const { card, bytes } = await readModel(folder);
const [, , side = 0] = card.input.shape;
const input = {
  shape: card.input.shape,
  values: Float32Array.from({ length: 3 * side * side }, (_, n) => ((n * 7919) % 255) / 127 - 1),
};

test('one flipped bit in the weights is MODEL_CORRUPT and names both digests', async () => {
  const damaged = Uint8Array.from(bytes);
  damaged[damaged.length >> 1] = (damaged[damaged.length >> 1] ?? 0) ^ 1;
  await expect(loadNetwork(card, damaged)).rejects.toMatchObject({
    code: 'MODEL_CORRUPT',
    fields: { expected: card.sha256, actual: sha256Hex(damaged) },
  });
});

test('bytes that are no model are MODEL_CORRUPT even when the card names their digest', async () => {
  const page = new TextEncoder().encode('<html>not found</html>');
  const load = loadNetwork({ ...card, sha256: sha256Hex(page) }, page);
  await expect(load).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
});

test('a card that names other shapes is MODEL_MISMATCH', async () => {
  const input = { name: 'image', shape: [1, 3, 256, 256] };
  await expect(loadNetwork({ ...card, input }, bytes)).rejects.toMatchObject({ code: 'MODEL_MISMATCH' });
});

test('the same input gives the same bits again, from the same and from a new session', async () => {
  const network = await loadNetwork(card, bytes);
  expect(network.tier).toBe('reference');
  const [first, again] = [await network.run(input), await network.run(input)];
  const anew = await (await loadNetwork(card, bytes)).run(input);
  expect(again).toEqual(first);
  expect(anew).toEqual(first);
});

test('the native engine agrees within a thousandth and calls itself native', async () => {
  const native = await loadNetwork(card, bytes, { engine: 'native' });
  const reference = await loadNetwork(card, bytes);
  const high = async (network: typeof native) => (await network.run(input)).probability?.values[1] ?? NaN;
  expect(Math.abs((await high(native)) - (await high(reference)))).toBeLessThan(1e-3);
  expect(native.tier).toBe('native');
});

test('an input of another shape is refused before the engine runs', async () => {
  const network = await loadNetwork(card, bytes);
  const small = { shape: [1, 3, 2, 2], values: new Float32Array(12) };
  await expect(network.run(small)).rejects.toMatchObject({ code: 'MODEL_MISMATCH' });
});

test('an input that makes the network give no numbers is MODEL_OUTPUT', async () => {
  const network = await loadNetwork(card, bytes);
  const broken = { ...input, values: new Float32Array(input.values.length).fill(NaN) };
  await expect(network.run(broken)).rejects.toMatchObject({ code: 'MODEL_OUTPUT' });
});

/** The bytes with the first value of a tensor's raw data (field 9, behind the name) replaced. */
function withFirstValue(model: Uint8Array, tensor: string, value: number): Uint8Array {
  const damaged = Buffer.from(model);
  const at = damaged.lastIndexOf(tensor) + tensor.length;
  expect(damaged[at]).toBe(8 * 9 + 2);
  damaged.writeFloatLE(value, at + 2);
  return Uint8Array.from(damaged);
}

test('weights that are no numbers are refused with the first answer, naming file and output', async () => {
  const tiles = await readModel(path.resolve(folder, '../tiles-fast'));
  const damaged = withFirstValue(tiles.bytes, 'net.head.bias', NaN);
  const network = await loadNetwork({ ...tiles.card, sha256: sha256Hex(damaged) }, damaged);
  const { shape } = tiles.card.input;
  const grey = { shape, values: new Float32Array(3 * 224 * 224).fill(0.5) };
  await expect(network.run(grey)).rejects.toMatchObject({
    code: 'MODEL_OUTPUT',
    message: 'tiles-fast/model.onnx gave values that are no numbers in "probability".',
  });
});
