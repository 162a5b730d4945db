import { TimescopeError } from '@timescope/core/errors';
import { classifierHash } from '../forest/classifierHash';
import { membersOf, parseForest } from '../forest/parseForest';
import { CELL_CLASSIFIER_VERSION, type CellClassifier } from './cellClassifier';
import { CELL_FEATURES } from './cellFeatures';

/**
 * A stored cell classifier.
 * @throws TimescopeError MODEL_MISMATCH for another kind, version or list of features, MODEL_CORRUPT when its content is
 * not what its hash says.
 */
export function parseCellClassifier(value: unknown): CellClassifier {
  const { kind, version, features, name, training, hash } = membersOf(value);
  if (kind !== 'timescope.cell-classifier' || version !== CELL_CLASSIFIER_VERSION)
    throw mismatch(`is no cell classifier of version ${CELL_CLASSIFIER_VERSION}`);
  if (JSON.stringify(features) !== JSON.stringify(CELL_FEATURES))
    throw mismatch('was trained on other features than this version computes');
  const forest = parseForest(membersOf(value).forest, 3, CELL_FEATURES.length);
  const { seed, samples, clicks, slide } = membersOf(training);
  const [other, tumour, immune] = Array.isArray(samples) ? samples.map(Number) : [];
  if (!forest || other === undefined || tumour === undefined || immune === undefined) throw corrupt();
  const model = {
    kind,
    version,
    name: String(name),
    features: CELL_FEATURES,
    classes: ['other', 'tumour', 'immune'],
    forest,
    training: {
      seed: Number(seed),
      samples: [other, tumour, immune],
      clicks: String(clicks),
      slide: String(slide),
    },
  } as const;
  if (hash !== classifierHash(model)) throw corrupt();
  return { ...model, hash };
}

const mismatch = (what: string): TimescopeError =>
  new TimescopeError('MODEL_MISMATCH', `The model ${what}.`, {
    nextStep: 'Train it again from its clicks with --train-cell-types.',
  });

const corrupt = (): TimescopeError =>
  new TimescopeError('MODEL_CORRUPT', 'The cell classifier is damaged: its content does not fit its hash.', {
    nextStep: 'Copy the file again, or train it again from its clicks.',
  });
