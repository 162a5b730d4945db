import { jest } from '@jest/globals';
import { readModel } from '@timescope/runtime/models';
import { networkInTier } from '@timescope/runtime/networkInTier';
import path from 'node:path';
import { repository } from '../harness/commandLine';

jest.setTimeout(60_000);

const { card, bytes } = await readModel(path.join(repository, 'models/tiles-fast'));

test('where there is no WebGPU the reference tier runs, and a note says why', async () => {
  const network = await networkInTier(card, bytes, 'webgpu');
  expect(network.tier).toBe('reference');
  expect(network.tierNote).toBe(
    'In the reference tier, not on WebGPU as the site asks: the browser has no WebGPU.',
  );
});

test('a site that asks for the reference tier reads no note', async () => {
  expect((await networkInTier(card, bytes, 'reference')).tierNote).toBeUndefined();
});

test('weights that are not those of the card are MODEL_CORRUPT in every tier', async () => {
  const damaged = Uint8Array.from(bytes, (byte, at) => (at === 1000 ? byte ^ 1 : byte));
  for (const tier of ['reference', 'native', 'webgpu'] as const)
    await expect(networkInTier(card, damaged, tier)).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
});

test('the native engine runs a network whose stored input it answers as the card says', async () => {
  const network = await networkInTier(card, bytes, 'native');
  expect(network).toMatchObject({
    tier: 'native',
    engine: expect.stringMatching(/^onnxruntime-node /) as string,
  });
  expect(network.tierNote).toBeUndefined();
});

test('a network that it answers another way runs in the reference tier, and so does one without a stored answer', async () => {
  const { probe, ...without } = card;
  if (!probe) throw new Error('The card has no probe.');
  const outputs = { probability: probe.outputs.probability?.map(value => 1 - value) ?? [] };
  const off = await networkInTier({ ...card, probe: { ...probe, outputs } }, bytes, 'native');
  expect(off.tier).toBe('reference');
  expect(off.tierNote).toMatch(
    /^In the reference tier, not in the native one as asked: tiles-fast answers its stored input .+ off on onnxruntime-node [0-9.]+; its card allows 0\.0001\.$/,
  );
  const unknown = await networkInTier(without, bytes, 'native');
  expect(unknown).toMatchObject({
    tier: 'reference',
    tierNote: expect.stringContaining('tiles-fast holds no stored answer') as string,
  });
});
