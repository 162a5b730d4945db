import { TimescopeError } from '@timescope/core/errors';
import { classifierHash } from './classifierHash';
import type { Forest } from './forest';
import { membersOf, parseForest } from './parseForest';

/** What all classifiers of one kind have in common. */
export interface ClassifierKind {
  readonly kind: string;
  readonly version: number;
  /** For sentences: "cell classifier". */
  readonly name: string;
  /** The inputs in order: a version that computes others must refuse the model. */
  readonly features: readonly string[];
  /** In the order of the labels 0, 1, 2. */
  readonly classes: readonly [string, string, string];
  /** What the reader made it learn from. */
  readonly marks: 'clicks' | 'strokes';
  /** Of the command line. */
  readonly option: string;
}

/** A forest that tells three classes apart, with what it learned from. Plain data, saved with the run. */
export interface StoredClassifier<Kind extends ClassifierKind> {
  readonly kind: Kind['kind'];
  readonly version: Kind['version'];
  readonly name: string;
  readonly features: readonly string[];
  readonly classes: Kind['classes'];
  readonly forest: Forest;
  readonly training: Training<Kind>;
  /** SHA-256 of the canonical JSON of all the rest. */
  readonly hash: string;
}

export type Training<Kind extends ClassifierKind> = {
  readonly seed: number;
  /** Learned from, by class. */
  readonly samples: readonly [number, number, number];
  /** Digest of the slide that the marks were made on. */
  readonly slide: string;
} & {
  /** SHA-256. */
  readonly [Marks in Kind['marks']]: string;
};

export function sealedClassifier<const Kind extends ClassifierKind>(
  { kind, version, features, classes }: Kind,
  { name, forest, training }: Pick<StoredClassifier<Kind>, 'name' | 'forest' | 'training'>,
): StoredClassifier<Kind> {
  const model = { kind, version, name, features, classes, forest, training };
  return { ...model, hash: classifierHash(model) };
}

/**
 * @throws TimescopeError MODEL_MISMATCH for another kind, version or list of features, MODEL_CORRUPT when its content is
 * not what its hash says.
 */
export function parseClassifier<const Kind extends ClassifierKind>(
  of: Kind,
  value: unknown,
): StoredClassifier<Kind> {
  const { kind, version, features, name, hash } = membersOf(value);
  if (kind !== of.kind || version !== of.version)
    throw mismatch(of, `is no ${of.name} of version ${of.version}`);
  if (JSON.stringify(features) !== JSON.stringify(of.features))
    throw mismatch(of, 'was trained on other features than this version computes');
  const forest = parseForest(membersOf(value).forest, of.classes.length, of.features.length);
  const training = parseTraining(of, membersOf(value).training);
  if (!forest || !training) throw corrupt(of);
  const model = sealedClassifier(of, { name: String(name), forest, training });
  if (hash !== model.hash) throw corrupt(of);
  return model;
}

function parseTraining<const Kind extends ClassifierKind>(
  { marks }: Kind,
  value: unknown,
): Training<Kind> | undefined {
  const { seed, samples, slide, [marks]: digest } = membersOf(value);
  const [first, second, third] = Array.isArray(samples) ? samples.map(Number) : [];
  if (first === undefined || second === undefined || third === undefined) return undefined;
  const training = { seed: Number(seed), samples: [first, second, third], slide: String(slide) };
  return { ...training, [marks]: String(digest) } as unknown as Training<Kind>;
}

const mismatch = ({ marks, option }: ClassifierKind, what: string): TimescopeError =>
  new TimescopeError('MODEL_MISMATCH', `The model ${what}.`, {
    nextStep: `Train it again from its ${marks} with ${option}.`,
  });

const corrupt = ({ name, marks }: ClassifierKind): TimescopeError =>
  new TimescopeError('MODEL_CORRUPT', `The ${name} is damaged: its content does not fit its hash.`, {
    nextStep: `Copy the file again, or train it again from its ${marks}.`,
  });
