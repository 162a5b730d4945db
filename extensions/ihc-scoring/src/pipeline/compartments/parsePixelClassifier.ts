import { TimescopeError } from '@timescope/core/errors';
import { classifierHash } from '../forest/classifierHash';
import { membersOf, parseForest } from '../forest/parseForest';
import { PIXEL_CLASSIFIER_VERSION, type PixelClassifier } from './pixelClassifier';
import { PIXEL_FEATURES } from './pixelFeatures';

/**
 * A stored pixel classifier.
 * @throws TimescopeError MODEL_MISMATCH for another kind, version or list of features, MODEL_CORRUPT when its content is
 * not what its hash says.
 */
export function parsePixelClassifier(value: unknown): PixelClassifier {
  const { kind, version, features, name, training, hash } = membersOf(value);
  if (kind !== 'timescope.pixel-classifier' || version !== PIXEL_CLASSIFIER_VERSION)
    throw mismatch(`is no pixel classifier of version ${PIXEL_CLASSIFIER_VERSION}`);
  if (JSON.stringify(features) !== JSON.stringify(PIXEL_FEATURES))
    throw mismatch('was trained on other features than this version computes');
  const forest = parseForest(membersOf(value).forest, 3, PIXEL_FEATURES.length);
  const { seed, samples, strokes, slide } = membersOf(training);
  const [other, tumour, stroma] = Array.isArray(samples) ? samples.map(Number) : [];
  if (!forest || other === undefined || tumour === undefined || stroma === undefined) throw corrupt();
  const model = {
    kind,
    version,
    name: String(name),
    features: PIXEL_FEATURES,
    classes: ['other', 'tumour', 'stroma'],
    forest,
    training: {
      seed: Number(seed),
      samples: [other, tumour, stroma],
      strokes: String(strokes),
      slide: String(slide),
    },
  } as const;
  if (hash !== classifierHash(model)) throw corrupt();
  return { ...model, hash };
}

const mismatch = (what: string): TimescopeError =>
  new TimescopeError('MODEL_MISMATCH', `The model ${what}.`, {
    nextStep: 'Train it again from its strokes with --train-compartments.',
  });

const corrupt = (): TimescopeError =>
  new TimescopeError('MODEL_CORRUPT', 'The pixel classifier is damaged: its content does not fit its hash.', {
    nextStep: 'Copy the file again, or train it again from its strokes.',
  });
