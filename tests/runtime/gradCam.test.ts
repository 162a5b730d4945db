import { jest } from '@jest/globals';
import { gradCamMap } from '@timescope/extension-ct-radiomics/pipeline/gradcam';
import type { Crop } from '@timescope/extension-ct-radiomics/pipeline/prediction';
import type { Target } from '@timescope/core/result/predictionResult';
import { readModel } from '@timescope/runtime/models';
import { loadNetwork } from '@timescope/runtime/ort';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { repository } from '../harness/commandLine';

// The engine takes seconds on a busy machine.
jest.setTimeout(60_000);

interface Answer {
  readonly probability: readonly number[];
  /** Of each class, 7 x 7 cells row by row. */
  readonly gradCam: readonly (readonly number[])[];
}

/** Torch's forward and backward pass over the same files; tests/oracles/gradCam.py writes it. */
const torch = JSON.parse(
  await readFile(path.join(repository, 'tests/oracles/gradCam.json'), 'utf8'),
) as Record<string, Answer>;

const EDGE = 224;
const CELLS = 7;
const SIZE = EDGE * EDGE;

/** What tests/oracles/gradCam.py makes of whole numbers: rings around the upper left corner. */
const storedInput = Float32Array.from({ length: 3 * SIZE }, (_, at) => {
  const [channel, pixel] = [Math.floor(at / SIZE), at % SIZE];
  const [x, y] = [pixel % EDGE, Math.floor(pixel / EDGE)];
  return ((Math.floor((x * x + 2 * y * y + 40 * channel) / 256) % 256) * 2) / 255 - 2;
});

/** A crop of one pixel a cell, so that the map laid over it is the map itself. */
const box = { x: 0, y: 0, width: CELLS, height: CELLS };
const crop: Crop = {
  slice: 0,
  box,
  square: box,
  window: { center: 40, width: 400 },
  input: { shape: [1, 3, EDGE, EDGE], values: storedInput },
  preview: { width: 0, height: 0, values: new Uint8Array() },
};

const scaled = (values: ArrayLike<number>) => {
  const max = Math.max(...Array.from(values));
  return Array.from(values, value => value / max);
};

/** The shipped file on the reference engine. */
async function ask(name: string) {
  const { card, bytes } = await readModel(path.join(repository, 'models', name));
  const network = await loadNetwork(card, bytes);
  return { card, outputs: await network.run(crop.input) };
}

describe.each(Object.entries(torch))('%s', (name, { probability, gradCam }) => {
  const asked = ask(name);

  test('says the probability that torch says of the stored input, to 1e-4', async () => {
    const said = Array.from((await asked).outputs.probability?.values ?? []);
    expect(said).toHaveLength(2);
    said.forEach((value, at) => expect(Math.abs(value - (probability[at] ?? NaN))).toBeLessThan(1e-4));
  });

  test.each(['low', 'high'] as const)(
    'its Grad-CAM of the class %s equals autograd on the stored input, to 1e-5 of its maximum',
    async said => {
      const { card, outputs } = await asked;
      if (!outputs.cam) throw new Error('There is no map.');
      const index = (card.classes ?? []).indexOf(said);
      const map = gradCamMap(card.target as Target, outputs.cam, { class: said, index }, crop);
      const expected = scaled(gradCam[index] ?? []);
      expect(expected).toHaveLength(CELLS * CELLS);
      const differences = Array.from(map.values, (value, at) => Math.abs(value - (expected[at] ?? NaN)));
      expect(Math.max(...differences)).toBeLessThan(1e-5);
    },
  );
});

test('every shipped CT network has its stored answer', () => {
  expect(Object.keys(torch)).toEqual([
    'densenet121-is',
    'densenet121-tils',
    'densenet169-time',
    'densenet169-tsr',
  ]);
});
