import type { PixelClassifier } from '@timescope/extension-ihc-scoring/pipeline/compartments/pixelClassifier';
import { waitsForApply } from '../../../../../extensions/ihc-scoring/src/services/compartments/compartmentsState';

const model = (hash: string) => ({ hash }) as PixelClassifier;

test.each([
  ['nothing trained', undefined, undefined, false],
  ['trained, not applied', model('a'), undefined, true],
  ['trained again after another was applied', model('b'), model('a'), true],
  ['applied', model('a'), model('a'), false],
])('%s: whether a classifier waits for Apply', (_, trained, compartments, waits) =>
  expect(waitsForApply({ trained }, { compartments })).toBe(waits),
);
