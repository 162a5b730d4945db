import { networkNuclei } from '@timescope/extension-ihc-scoring/pipeline/detection/network/networkNuclei';
import { ridges } from '@timescope/extension-ihc-scoring/pipeline/detection/network/ridges.kernel';
import { tileBuffers } from '@timescope/extension-ihc-scoring/pipeline/detection/tileBuffers';
import { nucleusKernels } from '@timescope/extension-ihc-scoring/pipeline/detection/typescriptKernels';
import { random } from '@timescope/synthetic/random';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { hoverCard } from '../../../../../harness/drawnNetwork';
import { networkDetector } from '@timescope/extension-ihc-scoring/pipeline/detection/network/networkDetector';

const SIZE = 160;
const script = path.join(import.meta.dirname, '../../../../../oracles/hover_nuclei.py');
const hasOracle = existsSync('/usr/lib/python3/dist-packages/scipy');
const testWithOracle = hasOracle || process.env.CI ? test : test.skip;
const kernels = nucleusKernels();
const buffers = tileBuffers(kernels, SIZE * SIZE);
const detector = networkDetector(hoverCard);

type Disc = readonly [x: number, y: number, radius: number];

/** Number of the disc at each pixel, the last one drawn on top; and its ways from the disc's centre, a byte each. */
function drawn(discs: readonly Disc[]) {
  const truth = new Int32Array(SIZE * SIZE);
  const horizontal = new Uint8Array(SIZE * SIZE).fill(128);
  const vertical = new Uint8Array(SIZE * SIZE).fill(128);
  discs.forEach(([cx, cy, radius], at) => {
    for (let i = 0; i < SIZE * SIZE; i++) {
      const [x, y] = [(i % SIZE) - cx, Math.floor(i / SIZE) - cy];
      if (x * x + y * y > radius * radius) continue;
      truth[i] = at + 1;
      horizontal[i] = Math.round(127.5 + (127.5 * x) / radius);
      vertical[i] = Math.round(127.5 + (127.5 * y) / radius);
    }
  });
  return { truth, foreground: Uint8Array.from(truth, label => (label > 0 ? 255 : 0)), horizontal, vertical };
}

function found({ foreground, horizontal, vertical }: Omit<ReturnType<typeof drawn>, 'truth'>) {
  const maps = { foreground, parting: ridges(horizontal, vertical, SIZE) };
  const count = networkNuclei({ width: SIZE, height: SIZE, kernels, buffers }, detector, maps);
  return { count, labels: Array.from(buffers.labels[0].subarray(0, SIZE * SIZE)) };
}

test('a disc is one nucleus of its own pixels; two that touch are two', () => {
  const one = drawn([[60, 70, 10]]);
  expect(found(one)).toEqual({ count: 1, labels: Array.from(one.truth) });
  const two = drawn([
    [60, 70, 10],
    [80, 70, 10],
  ]);
  const { count, labels } = found(two);
  expect(count).toBe(2);
  const same = labels.filter((label, i) => label === two.truth[i]).length;
  expect(same).toBeGreaterThanOrEqual(SIZE * SIZE - 4);
});

test('without a fall of the ways two discs that touch are one', () => {
  const two = drawn([
    [65, 70, 10],
    [82, 70, 10],
  ]);
  two.horizontal.fill(128);
  two.vertical.fill(128);
  expect(found(two).count).toBe(1);
});

test('a fall from 1 to -1 is 255, half of it 127, a rise 0', () => {
  const step = (left: number, right: number) =>
    Uint8Array.from({ length: SIZE * SIZE }, (_, i) => (i % SIZE < 80 ? left : right));
  const flat = new Uint8Array(SIZE * SIZE);
  const at = 20 * SIZE + 79;
  expect(ridges(step(255, 0), flat, SIZE)[at]).toBe(255);
  expect(ridges(step(254, 127), flat, SIZE)[at]).toBe(127);
  expect(ridges(step(0, 255), flat, SIZE)[at]).toBe(0);
});

testWithOracle('the training code finds the same nuclei, pixel by pixel, on noisy maps of 60 discs', () => {
  const dice = random(5, 1);
  const discs = Array.from({ length: 60 }, (): Disc => [
    dice.uniform(0, SIZE),
    dice.uniform(0, SIZE),
    dice.uniform(4, 11),
  ]);
  const clean = drawn(discs);
  const noisy = (values: Uint8Array, spread: number) =>
    values.map(value => Math.min(255, Math.max(0, Math.round(value + dice.uniform(-spread, spread)))));
  const maps = {
    foreground: noisy(clean.foreground, 131),
    horizontal: noisy(clean.horizontal, 40),
    vertical: noisy(clean.vertical, 40),
  };
  const { count, labels } = found(maps);
  expect(count).toBeGreaterThan(25);
  const asked = { width: SIZE, height: SIZE, threshold: detector.threshold, truth: Array.from(clean.truth) };
  const planes = Object.fromEntries(Object.entries(maps).map(([name, values]) => [name, Array.from(values)]));
  const answer = execFileSync('/usr/bin/python3', [script], {
    input: JSON.stringify({ ...asked, ...planes }),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  expect((JSON.parse(answer) as { labels: number[] }).labels).toEqual(labels);
});

testWithOracle('the ways that the training code learns run from -1 to 1 across a nucleus', () => {
  const { truth, horizontal, vertical } = drawn([
    [60, 70, 10],
    [110, 60, 13],
  ]);
  const bytes = {
    foreground: Array.from(horizontal),
    horizontal: Array.from(horizontal),
    vertical: Array.from(vertical),
  };
  const answer = execFileSync('/usr/bin/python3', [script], {
    input: JSON.stringify({ width: SIZE, height: SIZE, threshold: 0.5, truth: Array.from(truth), ...bytes }),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  const { ways } = JSON.parse(answer) as { ways: [number[], number[]] };
  [horizontal, vertical].forEach((plane, axis) => {
    const expected = Array.from(plane, (value, i) => (truth[i] === 0 ? 0 : value / 127.5 - 1));
    const farthest = Math.max(...expected.map((value, i) => Math.abs(value - (ways[axis]?.[i] ?? NaN))));
    expect(farthest).toBeLessThan(0.01);
  });
});
