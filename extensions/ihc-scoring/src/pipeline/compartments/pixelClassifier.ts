import type { ClassifierKind, StoredClassifier } from '../forest/storedClassifier';
import { PIXEL_FEATURES } from './pixelFeatures';

export const PIXEL_CLASSIFIER = {
  kind: 'timescope.pixel-classifier',
  version: 1,
  name: 'pixel classifier',
  features: PIXEL_FEATURES,
  classes: ['other', 'tumour', 'stroma'],
  marks: 'strokes',
  option: '--train-compartments',
} as const satisfies ClassifierKind;

/** Tells tumour, stroma and other apart by the stain around each point of a 2 um grid; its samples are such points. */
export type PixelClassifier = StoredClassifier<typeof PIXEL_CLASSIFIER>;
