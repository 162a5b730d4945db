import type { FasterKernels, NucleusKernels } from '@timescope/core/nucleusKernels';
import { gaussian } from '@timescope/extension-ihc-scoring/pipeline/detection/gaussian';
import { tileBuffers } from '@timescope/extension-ihc-scoring/pipeline/detection/tileBuffers';
import { nucleusKernels } from '@timescope/extension-ihc-scoring/pipeline/detection/typescriptKernels';
import { stainTables } from '@timescope/extension-ihc-scoring/pipeline/stain/stainTables';
import { RUIFROK_H_DAB } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { loadNucleusKernels } from '@timescope/runtime/kernels/loadNucleusKernels';
import {
  holeyMask,
  labelNoise,
  maskImage,
  MOST_LABELS,
  odImage,
  placed,
  responseImage,
  rgbImage,
  SIZES,
  type Size,
} from './rasters';

type Output = Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array | number;

/** One operation on given images; what it wrote, in an order of its own. */
type Case = (kernels: NucleusKernels, size: Size, seed: number) => readonly Output[];

const cases: Readonly<Record<string, Case>> = {
  'stain images': (kernels, size, seed) => {
    const image = () => kernels.floats(size.width * size.height);
    const out = { haematoxylin: image(), dab: image(), odSum: image(), nuclear: image() };
    kernels.stainImages(
      rgbImage(size, seed),
      stainTables({ white: [240, 238, 244], vectors: RUIFROK_H_DAB }),
      out,
    );
    return Object.values(out);
  },
  ...Object.fromEntries(
    [1, 5, 16].map(radius => [
      `background within ${radius} px`,
      ((kernels, size, seed) => {
        const out = kernels.floats(size.width * size.height);
        const image = placed(kernels).floats(odImage(size, seed));
        kernels.subtractBackground(image, size.width, size.height, radius, out);
        return [out];
      }) satisfies Case,
    ]),
  ),
  'Laplacian of a blur of 1 px': blurred(gaussian(1)),
  'Laplacian of a blur of 4 px': blurred(gaussian(4)),
  'climb to peaks': (kernels, size, seed) => {
    const peak = kernels.ints(size.width * size.height);
    const response = placed(kernels).floats(responseImage(size, seed));
    kernels.climbToPeaks(response, size.width, size.height, 3 * seed, peak);
    return [peak];
  },
  'keep basins': (kernels, size, seed) => {
    const pixels = size.width * size.height;
    const peak = kernels.ints(pixels);
    const mask = kernels.bytes(pixels);
    const response = placed(kernels).floats(responseImage(size, seed));
    const image = placed(kernels).floats(odImage(size, seed + 100));
    kernels.climbToPeaks(response, size.width, size.height, 254, peak);
    kernels.keepBasins(peak, response, image, pixels, { minPeak: 0.1, minMean: 0.15 }, mask);
    return [mask];
  },
  'fill holes': (kernels, size, seed) => {
    const mask = placed(kernels).bytes(holeyMask(size, seed));
    kernels.fillHoles(mask, size.width, size.height, { mostPixels: 20, mostEdge: 4 + seed });
    return [mask];
  },
  'squared distance': (kernels, size, seed) => {
    const rowsAway = kernels.bytes(size.width * size.height);
    const out = kernels.ints(size.width * size.height);
    const mask = placed(kernels).bytes(maskImage(size, seed, 0.1 * seed));
    kernels.squaredDistance(mask, size.width, size.height, rowsAway, out);
    return [out];
  },
  'squared distance in a mask without an outside': (kernels, size) => {
    const rowsAway = kernels.bytes(size.width * size.height);
    const out = kernels.ints(size.width * size.height);
    const mask = placed(kernels).bytes(new Uint8Array(size.width * size.height).fill(1));
    kernels.squaredDistance(mask, size.width, size.height, rowsAway, out);
    return [out];
  },
  // The numbers of the parts are free: relabelled, they are in memory order.
  'split by shape': (kernels, size, seed) => {
    const out = kernels.ints(size.width * size.height);
    return [kernels.relabel(partsOf(kernels, size, seed), size.width, size.height, out), out];
  },
  'refine a mask': (kernels, size, seed) => {
    const out = kernels.bytes(size.width * size.height);
    const mask = placed(kernels).bytes(maskImage(size, seed));
    const fine = placed(kernels).floats(responseImage(size, seed + 7));
    kernels.refineMask(mask, fine, size.width, size.height, out);
    return [out];
  },
  'fill notches': (kernels, size, seed) => {
    const out = kernels.ints(size.width * size.height);
    kernels.fillNotches(placed(kernels).ints(labelNoise(size, seed)), size.width, size.height, out);
    return [out];
  },
  relabel: (kernels, size, seed) => {
    const out = kernels.ints(size.width * size.height);
    const parts = placed(kernels).ints(labelNoise(size, seed));
    return [kernels.relabel(parts, size.width, size.height, out), out];
  },
  areas: (kernels, size, seed) => {
    const labels = placed(kernels).ints(labelNoise(size, seed));
    return [kernels.areas(labels, size.width * size.height, MOST_LABELS)];
  },
  'measures of labels': (kernels, size, seed) => {
    const { width, height } = size;
    const labels = placed(kernels).ints(labelNoise(size, seed));
    const images = [1, 2, 3].map(k => placed(kernels).floats(odImage(size, seed + k)));
    const measured = kernels.measureLabels(labels, width, height, MOST_LABELS, images.slice(0, seed));
    return [measured.areas, measured.firstPixels, measured.spans, measured.x, measured.y, ...measured.sums];
  },
  'means of rings': (kernels, size, seed) => {
    const pixels = size.width * size.height;
    const labels = placed(kernels).ints(labelNoise(size, seed, 0.1));
    const grown = kernels.ints(pixels);
    kernels.growLabels(labels, size.width, size.height, 3, kernels.ints(pixels), grown);
    const image = placed(kernels).floats(odImage(size, seed));
    const { whole, darker } = kernels.ringMeans(image, labels, grown, pixels, MOST_LABELS);
    return [whole, darker];
  },
  'keep labels': (kernels, size, seed) => {
    const labels = placed(kernels).ints(labelNoise(size, seed));
    const keep = Uint8Array.from({ length: MOST_LABELS + 1 }, (_, label) => label % 3);
    return [kernels.keepLabels(labels, size.width * size.height, keep), labels];
  },
  'membrane bands': (kernels, size, seed) => {
    const { width, height } = size;
    const { nuclei, cells } = cellsOf(kernels, size, seed);
    const image = placed(kernels).floats(odImage(size, seed));
    const bands = kernels.membraneBands(
      image,
      nuclei,
      cells,
      width,
      height,
      { reach: 2, within: part(size, seed) },
      largest(cells),
    );
    return [bands.sum, bands.pixels, bands.tenth];
  },
  'membrane bands of noise': (kernels, size, seed) => {
    const { width, height } = size;
    const nuclei = placed(kernels).ints(labelNoise(size, seed, 0.2));
    const cells = placed(kernels).ints(labelNoise(size, seed + 9));
    const image = placed(kernels).floats(responseImage(size, seed));
    const bands = kernels.membraneBands(
      image,
      nuclei,
      cells,
      width,
      height,
      { reach: 1, within: part(size, seed) },
      MOST_LABELS,
    );
    return [bands.sum, bands.pixels, bands.tenth];
  },
  'tally of pixels': (kernels, size, seed) => {
    const { width, height } = size;
    const dab = placed(kernels).floats(odImage(size, seed));
    const cells = placed(kernels).ints(labelNoise(size, seed));
    const isCounted = Uint8Array.from({ length: MOST_LABELS + 1 }, (_, label) => label % 2);
    const tile = {
      at: { x: 100, y: 50, width, height },
      owned: { x: 101, y: 51, width: width - 2, height: height - 1 },
      counts: maskImage(size, seed + 1, 0.05),
      compartments: Uint8Array.from(labelNoise(size, seed), label => label % 3),
    };
    const tally = kernels.tallyPixels(dab, cells, isCounted, tile, [0.1, 0.3, 0.5]);
    return [tally.tissuePixels, tally.cellPixels];
  },
  outlines: (kernels, size, seed) => {
    const { cells, starts } = cellsOf(kernels, size, seed);
    const areas = kernels.areas(cells, size.width * size.height, starts.length).subarray(1);
    const drawn = kernels.outlines(cells, size.width, size.height, starts, areas);
    return [drawn.corners, drawn.offsets, drawn.points];
  },
  'outlines of noise': (kernels, size, seed) => {
    const pixels = size.width * size.height;
    const labels = kernels.ints(pixels);
    const noise = placed(kernels).ints(labelNoise(size, seed, 0.8));
    const count = kernels.relabel(noise, size.width, size.height, labels);
    const measured = kernels.measureLabels(labels, size.width, size.height, count, []);
    const starts = measured.firstPixels.subarray(1);
    const areas = measured.areas.subarray(1);
    const drawn = kernels.outlines(labels, size.width, size.height, starts, areas);
    return [drawn.corners, drawn.offsets, drawn.points];
  },
  ...Object.fromEntries(
    [1, 4, 10, 30].map(reach => [
      `grow by ${reach} px`,
      ((kernels, size, seed) => {
        const nearest = kernels.ints(size.width * size.height);
        const out = kernels.ints(size.width * size.height);
        const labels = placed(kernels).ints(labelNoise(size, seed, 0.04));
        kernels.growLabels(labels, size.width, size.height, reach, nearest, out);
        return [out];
      }) satisfies Case,
    ]),
  ),
};

/** Nuclei cut out of blobs, grown to cells. */
function cellsOf(kernels: NucleusKernels, size: Size, seed: number) {
  const { width, height } = size;
  const nuclei = kernels.ints(width * height);
  const cells = kernels.ints(width * height);
  const count = kernels.relabel(partsOf(kernels, size, seed), width, height, nuclei);
  kernels.growLabels(nuclei, width, height, 10, kernels.ints(width * height), cells);
  const { firstPixels } = kernels.measureLabels(nuclei, width, height, count, []);
  return { nuclei, cells, starts: firstPixels.subarray(1) };
}

/** All of it, or a part that begins and ends anywhere. */
const part = ({ width, height }: Size, seed: number) =>
  seed % 2 === 0
    ? { x: 0, y: 0, width, height }
    : { x: seed, y: 2, width: width - 2 * seed - 1, height: height - 5 };

const largest = (labels: Int32Array): number => labels.reduce((most, label) => Math.max(most, label), 0);

function partsOf(kernels: NucleusKernels, size: Size, seed: number): Int32Array {
  const pixels = size.width * size.height;
  const squared = kernels.ints(pixels);
  const labels = kernels.ints(pixels);
  const mask = placed(kernels).bytes(maskImage(size, seed, 0.1));
  kernels.squaredDistance(mask, size.width, size.height, kernels.bytes(pixels), squared);
  kernels.splitByShape(
    squared,
    size.width,
    size.height,
    TOLERANCE,
    { mostEdge: 18 * seed, mostSteps: 2 * seed },
    labels,
  );
  return labels;
}

function blurred(half: readonly number[]): Case {
  return (kernels, { width, height }, seed) => {
    const out = kernels.floats(width * height);
    kernels.laplacianOfBlur(
      placed(kernels).floats(odImage({ width, height }, seed)),
      width,
      height,
      half,
      out,
    );
    return [out];
  };
}

const TOLERANCE = { least: 0.6, ofRadius: 0.2 };

const twins = nucleusKernels();
let compiled: FasterKernels;

beforeAll(async () => {
  const loaded = await loadNucleusKernels();
  if (!loaded) throw new Error('The compiled kernels did not load.');
  compiled = loaded;
});

test.each(Object.entries(cases))('%s: the compiled operation gives the bits of its twin', (_name, run) => {
  const faster = nucleusKernels(compiled);
  for (const size of SIZES) {
    for (const seed of [1, 2, 3]) {
      faster.reset(64 * size.width * size.height + 65_536);
      expect(run(faster, size, seed).map(bitsOf)).toEqual(run(twins, size, seed).map(bitsOf));
    }
  }
});

test('a low, wide tile has room for the largest background', () => {
  const faster = nucleusKernels(compiled);
  const size = { width: 2500, height: 6 };
  tileBuffers(faster, size.width * size.height);
  const image = new Float32Array(size.width * size.height).fill(0.5);
  const [theirs, ours] = [faster, twins].map(kernels => {
    const out = kernels.floats(image.length);
    kernels.subtractBackground(placed(kernels).floats(image), size.width, size.height, 40, out);
    return out;
  });
  expect(theirs).toEqual(ours);
});

/** Bytes, so that -0 differs from 0; in hexadecimal, because comparing long arrays is slow. */
function bitsOf(output: Output): string | number {
  if (typeof output === 'number') return output;
  return Buffer.from(output.buffer, output.byteOffset, output.byteLength).toString('hex');
}
