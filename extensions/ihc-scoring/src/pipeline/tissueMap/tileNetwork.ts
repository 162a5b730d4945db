import { TimescopeError } from '@timescope/core/errors';
import type { ModelCard } from '@timescope/core/modelCard';
import type { Network } from '@timescope/core/network';
import { TISSUE_CLASSES } from '@timescope/core/tissueClass';
import type { RgbRaster } from '@timescope/core/raster';
import { TILE_PX } from './mapGrid';
import type { NetworkTissue, TileClassifier } from './tissueSource';

/** The task of cards whose networks class tiles of tissue. */
export const TILES_TASK = 'tissue-tiles';

/**
 * The tissue source that a network's card describes.
 * @throws TimescopeError MODEL_MISMATCH for a card of another task, of other tiles or of classes that the map does not know
 */
export function networkTissue(card: ModelCard): NetworkTissue {
  const { name, version, sha256, task, input, outputs, classes = [], trainedOn } = card;
  if (task !== TILES_TASK) throw mismatch(name, `its task is "${task}", not "${TILES_TASK}"`);
  if (input.shape.join() !== `1,3,${TILE_PX},${TILE_PX}`)
    throw mismatch(name, `it takes [${input.shape.join(', ')}]; expected [1, 3, ${TILE_PX}, ${TILE_PX}]`);
  const unknown = classes.find(each => !TISSUE_CLASSES.some(known => known === each));
  if (unknown !== undefined)
    throw mismatch(name, `its class "${unknown}" is none of ${TISSUE_CLASSES.join(', ')}`);
  if (classes.length === 0 || outputs.probability?.join() !== `1,${classes.length}`)
    throw mismatch(name, 'it has no output "probability" with a value for each of its classes');
  return { kind: 'network', model: name, version, sha256, isSyntheticTrained: trainedOn.synthetic };
}

/**
 * Asks the network one tile after the other: what it says of a tile hangs on no other.
 * @throws TimescopeError MODEL_OUTPUT from `classify` for probabilities that do not add up to 1
 */
export function tileClassifier(network: Network): TileClassifier {
  const { input, classes = [] } = network.card;
  const places = classes.map(name => TISSUE_CLASSES.findIndex(known => known === name));
  return {
    async classify(tiles, signal) {
      const found: Float32Array[] = [];
      for (const tile of tiles) {
        signal?.throwIfAborted();
        const { probability } = await network.run({ shape: input.shape, values: planesOf(tile) });
        requireProbabilities(network.card, probability?.values ?? new Float32Array());
        const values = new Float32Array(TISSUE_CLASSES.length);
        places.forEach((place, at) => (values[place] = probability?.values[at] ?? 0));
        found.push(values);
      }
      return found;
    },
  };
}

/** Rounding alone moves a sum of nine by less. Ours. */
const SUM_TOLERANCE = 1e-3;

function requireProbabilities({ name }: ModelCard, values: Float32Array): void {
  const sum = values.reduce((whole, value) => whole + value, 0);
  if (Math.abs(sum - 1) <= SUM_TOLERANCE && values.every(value => value >= 0)) return;
  throw new TimescopeError(
    'MODEL_OUTPUT',
    `The probabilities of ${name} add up to ${sum.toFixed(3)}, not to 1.`,
    {
      nextStep: 'Export the network with its softmax.',
      fields: { model: name },
    },
  );
}

/** 0..1, red, then green, then blue. */
function planesOf({ values }: RgbRaster): Float32Array {
  const size = values.length / 3;
  const planes = new Float32Array(values.length);
  values.forEach((value, at) => (planes[(at % 3) * size + Math.floor(at / 3)] = value / 255));
  return planes;
}

const mismatch = (name: string, because: string): TimescopeError =>
  new TimescopeError('MODEL_MISMATCH', `The model ${name} cannot class tissue: ${because}.`, {
    nextStep: 'See which models can with timescope models list.',
    fields: { model: name },
  });
