import { gaussian } from '@timescope/extension-ihc-scoring/pipeline/detection/gaussian';
import { nucleusKernels } from '@timescope/extension-ihc-scoring/pipeline/detection/typescriptKernels';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const PYTHON = '/usr/bin/python3';
const script = path.join(import.meta.dirname, '../../../../oracles/image_operations.py');
const hasOracle = existsSync('/usr/lib/python3/dist-packages/skimage');
const testWithOracle = hasOracle || process.env.CI ? test : test.skip;

const WIDTH = 97;
const HEIGHT = 83;
const PIXELS = WIDTH * HEIGHT;
const HALF = gaussian(2);
const RADIUS = 5;
const MAX_HOLE = 12;
const REACH = 6;
const TOLERANCE = 0.6;

const kernels = nucleusKernels();

/** Smooth random blobs of 0 to 1, a mask of them and its components as labels; the same for the same seed. */
function raster(seed: number) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const blobs = Array.from({ length: 70 }, () => [next() * WIDTH, next() * HEIGHT, 3 + 5 * next()] as const);
  const image = Float32Array.from({ length: PIXELS }, (_, i) => {
    const x = (i % WIDTH) + 0.5;
    const y = Math.floor(i / WIDTH) + 0.5;
    const near = blobs.map(([bx, by, r]) => 1 - ((x - bx) ** 2 + (y - by) ** 2) / (r * r));
    return Math.max(0, ...near) + 0.05 * next();
  });
  const mask = Uint8Array.from(image, (value, i) => {
    const isRim = i % WIDTH === 0 || i % WIDTH === WIDTH - 1 || i < WIDTH || i >= PIXELS - WIDTH;
    return !isRim && value > 0.3 && next() > 0.01 ? 1 : 0;
  });
  const labels = new Int32Array(PIXELS);
  const count = kernels.relabel(Int32Array.from(mask), WIDTH, HEIGHT, labels);
  return { image, mask, labels, count };
}

interface Answer {
  readonly background: number[];
  readonly response: number[];
  readonly peaks: number[];
  readonly flooded: number[];
  readonly filled: number[];
  readonly squared: number[];
  readonly components: number[];
  readonly count: number;
  readonly parts: number;
  readonly grown: number[];
  readonly areas: number[];
  readonly sums: number[];
  readonly x: number[];
  readonly y: number[];
}

function asked({ image, mask, labels }: ReturnType<typeof raster>): Answer {
  const input = {
    width: WIDTH,
    height: HEIGHT,
    image: [...image],
    mask: [...mask],
    labels: [...labels],
    half: HALF,
    radius: RADIUS,
    max_hole: MAX_HOLE,
    reach: REACH,
    tolerance: TOLERANCE,
  };
  const printed = execFileSync(PYTHON, [script], { input: JSON.stringify(input), maxBuffer: 1 << 26 });
  return JSON.parse(printed.toString()) as Answer;
}

const given = [3, 17, 91].map(raster);
const answers = hasOracle ? given.map(asked) : [];
const pairs = given.map((raster, k) => ({ raster, answer: answers[k] }));

function eachRaster(check: (raster: (typeof given)[number], answer: Answer) => void): () => void {
  return () => {
    for (const { raster, answer } of pairs) {
      if (!answer) throw new Error('The oracle needs python3-scipy and python3-skimage.');
      check(raster, answer);
    }
  };
}

const farthest = (ours: ArrayLike<number>, theirs: readonly number[]): number =>
  theirs.reduce((most, value, i) => Math.max(most, Math.abs(value - (ours[i] ?? NaN))), 0);

testWithOracle(
  "the background is scipy's opening by a disc, to the step of 1/8192 OD in which it is kept",
  eachRaster(({ image }, { background }) => {
    const out = new Float32Array(PIXELS);
    kernels.subtractBackground(image, WIDTH, HEIGHT, RADIUS, out);
    expect(farthest(out, background)).toBeLessThan(1 / 8192);
  }),
);

testWithOracle(
  "the Laplacian of the blur is scipy's to 32-bit rounding",
  eachRaster(({ image }, { response }) => {
    const out = new Float32Array(PIXELS);
    kernels.laplacianOfBlur(image, WIDTH, HEIGHT, HALF, out);
    expect(farthest(out, response)).toBeLessThan(2e-6);
  }),
);

testWithOracle(
  "rain-falling basins have scikit-image's peaks, and 95 % of its flooded pixels belong to the same peak",
  eachRaster((_, { response, peaks, flooded }) => {
    const peak = new Int32Array(PIXELS);
    kernels.climbToPeaks(Float32Array.from(response), WIDTH, HEIGHT, 254, peak);
    const tops = peak.map((at, i) => (at === i ? 1 : 0));
    expect([...tops]).toEqual(peaks);
    const within = [...peak.keys()].filter(i => (flooded[i] ?? 0) > 0 && (peak[i] ?? -1) >= 0);
    const agreeing = within.filter(i => flooded[peak[i] ?? 0] === flooded[i]);
    expect(agreeing.length / within.length).toBeGreaterThan(0.95);
  }),
);

testWithOracle(
  "small holes are filled as scikit-image's remove_small_holes fills them",
  eachRaster(({ mask }, { filled }) => {
    const out = mask.slice();
    kernels.fillHoles(out, WIDTH, HEIGHT, { mostPixels: MAX_HOLE, mostEdge: MAX_HOLE });
    expect([...out]).toEqual(filled);
  }),
);

testWithOracle(
  "squared distances are those of scipy's exact transform",
  eachRaster(({ mask }, { squared }) => {
    const out = new Int32Array(PIXELS);
    kernels.squaredDistance(mask, WIDTH, HEIGHT, new Uint8Array(PIXELS), out);
    expect([...out]).toEqual(squared);
  }),
);

testWithOracle(
  "components are numbered as scipy's label numbers them",
  eachRaster(({ labels, count }, answer) => {
    expect(count).toBe(answer.count);
    expect([...labels]).toEqual(answer.components);
  }),
);

testWithOracle(
  "a mask splits into as many parts as its distance map has peaks by scikit-image's reconstruction",
  eachRaster(({ mask }, { parts }) => {
    const squared = new Int32Array(PIXELS);
    kernels.squaredDistance(mask, WIDTH, HEIGHT, new Uint8Array(PIXELS), squared);
    const out = new Int32Array(PIXELS);
    kernels.splitByShape(
      squared,
      WIDTH,
      HEIGHT,
      { least: TOLERANCE, ofRadius: 0 },
      { mostEdge: WIDTH, mostSteps: 1 },
      out,
    );
    expect(new Set(out.filter(part => part > 0)).size).toBe(parts);
  }),
);

testWithOracle(
  "labels grow over the pixels that scikit-image's expand_labels covers, 99 % of them to the same label",
  eachRaster(({ labels }, { grown }) => {
    const out = new Int32Array(PIXELS);
    kernels.growLabels(labels, WIDTH, HEIGHT, REACH, new Int32Array(PIXELS), out);
    expect(out.map(label => Math.min(1, label))).toEqual(Int32Array.from(grown, label => Math.min(1, label)));
    const agreeing = grown.filter((label, i) => label === out[i]).length;
    expect(agreeing / PIXELS).toBeGreaterThan(0.99);
  }),
);

testWithOracle(
  "areas, sums and moments of labels are scipy's",
  eachRaster(({ image, labels, count }, answer) => {
    const found = kernels.measureLabels(labels, WIDTH, HEIGHT, count, [image]);
    expect([...found.areas].slice(1)).toEqual(answer.areas);
    expect(farthest(found.sums[0]?.subarray(1) ?? [], answer.sums)).toBeLessThan(1e-9);
    expect([...found.x].slice(1)).toEqual(answer.x);
    expect([...found.y].slice(1)).toEqual(answer.y);
  }),
);
