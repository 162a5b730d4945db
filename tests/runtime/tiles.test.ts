import { readModel } from '@timescope/runtime/models';
import { loadNetwork } from '@timescope/runtime/ort';
import path from 'node:path';
import { repository } from '../harness/commandLine';

const EDGE = 224;
const SIZE = EDGE * EDGE;

/** What models/training/nuclei/probe.py makes of whole numbers: rings of absorbed light around the corner. */
function probe(): Float32Array {
  return Float32Array.from({ length: 3 * SIZE }, (_, at) => {
    const [channel, pixel] = [Math.floor(at / SIZE), at % SIZE];
    const [x, y] = [pixel % EDGE, Math.floor(pixel / EDGE)];
    return (0.6 * (Math.floor((x * x + y * y + 40 * channel) / 64) % 256)) / 255;
  });
}

/** Torch 1.13 with the file's weights; written by train_tiles.py as probe.json. */
const TORCH = [0.004552, 0.021075, 0.01051, 0.021826, 0.011707, 0.166492, 0.012974, 0.748912, 0.001952];

test('the tile network says of a stored input what torch says, to 1e-4', async () => {
  const { card, bytes } = await readModel(path.join(repository, 'models/tiles-fast'));
  const network = await loadNetwork(card, bytes);
  const { probability } = await network.run({ shape: card.input.shape, values: probe() });
  expect(probability?.shape).toEqual([1, 9]);
  TORCH.forEach((value, at) => expect(Math.abs((probability?.values[at] ?? 1) - value)).toBeLessThan(1e-4));
});
