import type { Progress } from '@timescope/core/progress';
import { sha256Hex } from '@timescope/core/sha256';
import type { Compartment } from '../../pipeline/compartments/compartmentSource';
import type { PixelClassifier } from '../../pipeline/compartments/pixelClassifier';
import { strokeShapes, type ClassStroke } from '../../pipeline/reading/classStroke';
import type { Reading } from '../../pipeline/reading/reading';
import { strings } from '../../strings';
import type { Problem } from '../scoringState';

export interface CompartmentsState {
  /** The class of the next line. */
  readonly compartment: Compartment;
  readonly work: { readonly kind: 'training' | 'previewing'; readonly progress: Progress } | undefined;
  /** Learned from the lines, whether or not it is in use. */
  readonly trained: PixelClassifier | undefined;
  readonly isPreviewShown: boolean;
  readonly problem: Problem | undefined;
}

export const initialCompartments: CompartmentsState = {
  compartment: 'tumour',
  work: undefined,
  trained: undefined,
  isPreviewShown: false,
  problem: undefined,
};

export const linesOf = (strokes: readonly ClassStroke[], compartment: Compartment): number =>
  strokes.filter(stroke => stroke.compartment === compartment).length;

/** What is missing before anything can be learned; undefined when nothing is. */
export function missingLines(strokes: readonly ClassStroke[]): string | undefined {
  const missing = (['tumour', 'stroma'] as const).filter(name => linesOf(strokes, name) === 0);
  return missing.length === 0
    ? undefined
    : strings.needsLines(missing.map(name => strings.classes[name].toLowerCase()));
}

/** What the reader should know of the lines: one line shows one place of the slide only. */
export const lineDoubts = (strokes: readonly ClassStroke[]): string[] =>
  (['tumour', 'stroma'] as const)
    .filter(name => linesOf(strokes, name) === 1)
    .map(name => strings.oneLine(strings.classes[name]));

/** Learned from lines but not in use: the next measurement would not know it. */
export const waitsForApply = (
  { trained }: Pick<CompartmentsState, 'trained'>,
  { compartments }: Pick<Reading, 'compartments'>,
): boolean => trained !== undefined && trained.hash !== compartments?.hash;

const digests = new WeakMap<readonly ClassStroke[], string>();

/** Whether a classifier was learned from exactly these lines. */
export function isOfLines(model: PixelClassifier, strokes: readonly ClassStroke[]): boolean {
  const digest = digests.get(strokes) ?? sha256Hex(JSON.stringify(strokeShapes(strokes)));
  digests.set(strokes, digest);
  return model.training.strokes === digest;
}
