import type { ClassifierKind, StoredClassifier } from '../forest/storedClassifier';
import { CELL_FEATURES } from './cellFeatures';

export const CELL_CLASSIFIER = {
  kind: 'timescope.cell-classifier',
  version: 1,
  name: 'cell classifier',
  features: CELL_FEATURES,
  classes: ['other', 'tumour', 'immune'],
  marks: 'clicks',
  option: '--train-cell-types',
} as const satisfies ClassifierKind;

/** Tells tumour, immune and other cells apart by what is measured of each cell; its samples are cells. */
export type CellClassifier = StoredClassifier<typeof CELL_CLASSIFIER>;
