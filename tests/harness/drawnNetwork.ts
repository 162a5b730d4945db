import type { ModelCard } from '@timescope/core/modelCard';
import type { Network, Tensor } from '@timescope/core/network';

/** Patches of the network below, pixels. */
export const DRAWN_PATCH = 160;

export const drawnCard: ModelCard = {
  name: 'drawn-nuclei',
  version: '1',
  task: 'nuclei',
  architecture: 'none',
  sha256: '0'.repeat(64),
  input: { name: 'absorbed', shape: [1, 3, DRAWN_PATCH, DRAWN_PATCH] },
  outputs: {
    foreground: [1, 1, DRAWN_PATCH, DRAWN_PATCH],
    distance: [1, 1, DRAWN_PATCH, DRAWN_PATCH],
  },
  trainedOn: { description: 'nothing', synthetic: true, images: 0 },
  threshold: { value: 0.5, source: 'test' },
  measured: [],
  limits: [],
  licence: 'MIT',
};

/**
 * A network for drawn discs: what absorbs light is foreground, and the share of such pixels around is the distance; with
 * `readsDarkness` the light that is absorbed itself. `edge`: of its patches. With `seam` its answer also depends on where in the patch a pixel lies, as near the edges of a real one's patches.
 */
export function drawnNetwork({
  readsDarkness = false,
  seam = 0,
  edge = DRAWN_PATCH,
  card = drawnCard,
} = {}): Network {
  const shape = [1, 1, edge, edge];
  const run = ({ values }: Tensor) => {
    const red = values.slice(0, edge * edge);
    const mask = red.map(value => (value > 0.1 ? 1 : 0));
    const near = readsDarkness ? red : boxMean(boxMean(mask, edge), edge);
    const distance = near.map((share, i) => share * (1 - seam * patternAt(i)));
    const foreground = mask.map((inside, i) => (inside === 1 ? 1 - 0.2 * seam * patternAt(i) : 0));
    return Promise.resolve({
      foreground: { shape, values: foreground },
      distance: { shape, values: distance },
    });
  };
  return { card, engine: 'drawn', tier: 'reference', run };
}

export const hoverCard: ModelCard = {
  ...drawnCard,
  outputs: {
    foreground: drawnCard.outputs.foreground ?? [],
    horizontal: drawnCard.outputs.foreground ?? [],
    vertical: drawnCard.outputs.foreground ?? [],
  },
};

/**
 * A HoVer-Net for drawn discs: along each axis, how much more of the disc lies before a pixel than behind it.
 * @param seam How much the answer depends on where in the patch a pixel lies.
 */
export function drawnHover(seam: number): Network {
  const shape = [1, 1, DRAWN_PATCH, DRAWN_PATCH];
  const run = ({ values }: Tensor) => {
    const mask = Float32Array.from(values.subarray(0, DRAWN_PATCH * DRAWN_PATCH), value =>
      value > 0.1 ? 1 : 0,
    );
    const way = (step: number) =>
      mask.map((inside, i) => {
        let balance = 0;
        for (let k = 1; k <= 9; k++) balance += (mask[i - k * step] ?? 0) - (mask[i + k * step] ?? 0);
        return inside === 0 ? 0.5 : (0.5 + balance / 18) * (1 - seam * patternAt(i));
      });
    return Promise.resolve({
      foreground: { shape, values: mask },
      horizontal: { shape, values: way(1) },
      vertical: { shape, values: way(DRAWN_PATCH) },
    });
  };
  return { card: hoverCard, engine: 'drawn', tier: 'reference', run };
}

/** 0 to 1, by the place in the patch. */
const patternAt = (i: number): number =>
  ((((i % DRAWN_PATCH) * 7 + Math.floor(i / DRAWN_PATCH) * 13) % 17) + 0.5) / 17;

const REACH = 5;

/** Means along one axis, turned over the diagonal: twice gives a square. */
function boxMean(values: Float32Array, edge: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let y = 0; y < edge; y++)
    for (let x = 0; x < edge; x++) {
      let sum = 0;
      for (let k = Math.max(0, x - REACH); k <= Math.min(edge - 1, x + REACH); k++)
        sum += values[y * edge + k] ?? 0;
      out[x * edge + y] = sum / (2 * REACH + 1);
    }
  return out;
}
