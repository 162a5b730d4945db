import type { ModelCard } from '@timescope/core/modelCard';
import type { Network, Tensor } from '@timescope/core/network';
import { newRgbRaster } from '@timescope/core/raster';
import { TISSUE_CLASSES } from '@timescope/core/tissueClass';
import {
  networkTissue,
  tileClassifier,
} from '@timescope/extension-ihc-scoring/pipeline/tissueMap/tileNetwork';
import { mapSourceOf } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/tissueSource';

const card: ModelCard = {
  ...{ name: 'two-tissues', version: '1', task: 'tissue-tiles', architecture: 'none' },
  sha256: '0'.repeat(64),
  input: { name: 'tile', shape: [1, 3, 224, 224] },
  outputs: { probability: [1, 2] },
  classes: ['TUM', 'STR'],
  trainedOn: { description: 'nothing', synthetic: true, images: 0 },
  threshold: { value: 0, source: 'none' },
  ...{ measured: [], limits: [], licence: 'MIT' },
};

/** Tumour as probable as the first pixel is red, stroma the rest of `whole`. Keeps what it was asked. */
function firstPixel(whole = 1): Network & { asked: Tensor[] } {
  const asked: Tensor[] = [];
  return {
    ...{ card, engine: 'by hand', tier: 'reference', asked },
    run: input => {
      asked.push(input);
      const [red = 0] = input.values;
      const probability = { shape: [1, 2], values: Float32Array.of(red, whole - red) };
      return Promise.resolve({ probability });
    },
  };
}

function tile(red: number) {
  const made = newRgbRaster(224, 224);
  made.values[0] = red;
  return made;
}

test('each tile is asked by itself, in planes of 0 to 1, and its classes find their places among the nine', async () => {
  const network = firstPixel();
  const found = await tileClassifier(network).classify([tile(204), tile(0)]);
  expect(network.asked.map(({ shape }) => shape)).toEqual([card.input.shape, card.input.shape]);
  const places = (at: number) => TISSUE_CLASSES.filter((_, place) => (found[at]?.[place] ?? 0) > 0);
  expect(places(0)).toEqual(['STR', 'TUM']);
  expect(found[0]?.[TISSUE_CLASSES.indexOf('STR')]).toBeCloseTo(0.2, 6);
  expect(places(1)).toEqual(['STR']);
});

test('probabilities that do not add up to 1 are refused by the name of the network', async () => {
  await expect(tileClassifier(firstPixel(0.9)).classify([tile(0)])).rejects.toMatchObject({
    code: 'MODEL_OUTPUT',
    message: expect.stringMatching(/^The probabilities of two-tissues add up to 0\.9/) as string,
  });
});

test('a run that is ended asks no further tile', async () => {
  const network = firstPixel();
  await expect(tileClassifier(network).classify([tile(0)], AbortSignal.abort())).rejects.toThrow();
  expect(network.asked).toEqual([]);
});

test.each([
  ['another task', { task: 'nuclei' }, 'its task is "nuclei", not "tissue-tiles"'],
  ['tiles of another size', { input: { name: 'tile', shape: [1, 3, 96, 96] } }, 'it takes [1, 3, 96, 96]'],
  ['an unknown class', { classes: ['TUM', 'FOO'] }, 'its class "FOO" is none of ADI'],
  ['no classes', { classes: [] }, 'no output "probability"'],
  ['another number of outputs', { outputs: { probability: [1, 9] } }, 'no output "probability"'],
])('a card of %s is refused in one sentence', (_, change, says) => {
  expect(() => networkTissue({ ...card, ...change })).toThrow(says);
});

test('a map names its network, says that it has only seen generated tissue, and knows it by its weights', () => {
  const source = networkTissue(card);
  const named = mapSourceOf(source, []);
  expect(named).toMatchObject({
    name: 'network two-tissues 1 (demonstration weights)',
    gives: 'probabilities',
    isSyntheticTrained: true,
  });
  expect(mapSourceOf({ ...source, sha256: '1'.repeat(64) }, []).hash).not.toBe(named.hash);
  expect(mapSourceOf({ ...source, isSyntheticTrained: false }, []).name).toBe('network two-tissues 1');
});
