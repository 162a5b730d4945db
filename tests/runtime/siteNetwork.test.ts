import { jest } from '@jest/globals';
import { readModel } from '@timescope/runtime/models';
import { networkInTier } from '@timescope/runtime/siteNetwork';
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
  for (const tier of ['reference', 'webgpu'] as const)
    await expect(networkInTier(card, damaged, tier)).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
});
