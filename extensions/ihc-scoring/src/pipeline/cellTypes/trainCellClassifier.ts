import { sha256Hex } from '@timescope/core/sha256';
import type { DrawnShape } from '../annotations/geoJsonShapes';
import type { CellTable } from '../cellTable';
import { growForest } from '../forest/growForest';
import { sealedClassifier } from '../forest/storedClassifier';
import { CELL_CLASSIFIER, type CellClassifier } from './cellClassifier';
import { CELL_FEATURES, cellFeatures } from './cellFeatures';
import { clickedCells } from './clickedCells';

/** The cells around the clicks, measured with the settings that the classifier will be used with. */
export interface ClickedSlide {
  readonly cells: CellTable;
  readonly digest: string;
}

/**
 * Learns tumour, immune and other cells from clicks. Equal cells, clicks and seed give the same model everywhere.
 * @throws TimescopeError EMPTY_ROI when the clicks cannot be used.
 */
export function trainCellClassifier(
  name: string,
  clicks: readonly DrawnShape[],
  { cells, digest }: ClickedSlide,
  seed = 1,
): CellClassifier {
  const clicked = clickedCells(clicks, cells);
  const count = clicked.length;
  const features = CELL_FEATURES.length;
  const planes = cellFeatures(cells);
  const values = new Float32Array(features * count);
  clicked.forEach(({ cell }, i) => {
    for (let f = 0; f < features; f++) values[f * count + i] = planes[f * cells.count + cell] ?? NaN;
  });
  const labels = Uint8Array.from(clicked, ({ type }) => type);
  const forest = growForest({ count, features, values, classes: 3, labels }, seed);
  const samples = (type: number) => labels.filter(own => own === type).length;
  const training = {
    seed,
    samples: [samples(0), samples(1), samples(2)],
    clicks: sha256Hex(JSON.stringify(clicks)),
    slide: digest,
  } as const;
  return sealedClassifier(CELL_CLASSIFIER, { name, forest, training });
}
