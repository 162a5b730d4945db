import type { PixelRect } from '@timescope/core/raster';
import { HALO_PX, PATCH_PX, SEEN_PX } from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchNetworks';
import { mirrored, stainPlane } from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchPixels.kernel';
import { stainTables } from '@timescope/extension-ihc-scoring/pipeline/stain/stainTables';
import { RUIFROK_H_DAB } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { readModel } from '@timescope/runtime/models';
import { loadNetwork } from '@timescope/runtime/ort';
import path from 'node:path';
import { repository } from '../../../../harness/commandLine';
import { drawnPatch } from '../../../../harness/drawnPatches';

const SLIDE = 1024;

test('what the shipped tissue network says of a pixel is the same from every window that shows 112 px around it', async () => {
  const { card, bytes } = await readModel(path.join(repository, 'models/tissue-joint'));
  const network = await loadNetwork(card, bytes, { engine: 'native' });
  const { rgb } = drawnPatch(3, SLIDE);
  const tables = stainTables({ white: [240, 240, 240], vectors: RUIFROK_H_DAB });
  const onSlide = { x: 0, y: 0, width: SLIDE, height: SLIDE };
  const seenFrom = async (x: number, y: number) => {
    const values = stainPlane(rgb, onSlide, { x, y }, SEEN_PX, tables.haematoxylin);
    const { tissue, nuclei } = await network.run({ shape: card.input.shape, values });
    return (at: { x: number; y: number }) => {
      const i = (at.y - y) * SEEN_PX + at.x - x;
      return [tissue?.values[i], nuclei?.values[i]].map(value => value ?? NaN);
    };
  };
  const [first, second] = [await seenFrom(16, 32), await seenFrom(208, 160)];
  const shared: PixelRect = { x: 208 + HALO_PX, y: 160 + HALO_PX, width: 320, height: 384 };
  expect(shared.x + shared.width + HALO_PX).toBe(16 + SEEN_PX);
  expect(shared.y + shared.height + HALO_PX).toBe(32 + SEEN_PX);
  let farthest = 0;
  for (let y = shared.y; y < shared.y + shared.height; y++)
    for (let x = shared.x; x < shared.x + shared.width; x++) {
      const [a, b] = [first({ x, y }), second({ x, y })];
      a.forEach((value, k) => {
        farthest = Math.max(farthest, Math.abs(value - (b[k] ?? NaN)));
      });
    }
  expect(farthest).toBeLessThan(1e-6);
  // Nearer to a window's edge it is not: the margin is needed.
  const edge = { x: 208 + 2, y: 160 + HALO_PX };
  expect(Math.abs((first(edge)[0] ?? 0) - (second(edge)[0] ?? 0))).toBeGreaterThan(1e-3);
});

test('a mirror stands on the outer pixels', () => {
  expect(Array.from(mirrored(Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9]), 3, 1))).toEqual([
    ...[5, 4, 5, 6, 5],
    ...[2, 1, 2, 3, 2],
    ...[5, 4, 5, 6, 5],
    ...[8, 7, 8, 9, 8],
    ...[5, 4, 5, 6, 5],
  ]);
  expect(SEEN_PX).toBe(PATCH_PX + 2 * HALO_PX);
});
