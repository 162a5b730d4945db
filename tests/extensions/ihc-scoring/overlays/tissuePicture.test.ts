import {
  tissueEdges,
  tissuePicture,
} from '../../../../extensions/ihc-scoring/src/overlays/tissuePicture.kernel';
import { ARTEFACT } from '@timescope/extension-ihc-scoring/pipeline/artefacts/artefact';

const { blank, fold, penBlue, none } = ARTEFACT;

/** 4 x 3 blocks: 2 x 2 of tissue, a fold and an ink beside it. */
const tissue = {
  width: 4,
  height: 3,
  artefact: Uint8Array.of(
    ...[none, none, fold, blank],
    ...[none, none, blank, penBlue],
    ...[blank, blank, blank, blank],
  ),
};
const whole = { x0: 0, y0: 0, x1: 4, y1: 3 };

test('the outline of 2 x 2 blocks is four lines, two of them on the border of the slide', () => {
  expect(tissueEdges(tissue, whole)).toEqual([
    { x0: 0, y0: 0, x1: 2, y1: 0 },
    { x0: 0, y0: 2, x1: 2, y1: 2 },
    { x0: 0, y0: 0, x1: 0, y1: 2 },
    { x0: 2, y0: 0, x1: 2, y1: 2 },
  ]);
});

test('of a part only its own lines are given', () => {
  expect(tissueEdges(tissue, { x0: 1, y0: 1, x1: 3, y1: 2 })).toEqual([
    { x0: 1, y0: 2, x1: 2, y1: 2 },
    { x0: 2, y0: 1, x1: 2, y1: 2 },
  ]);
});

test('a picture of the mask holds the rim of the tissue, folds and ink; all else is clear', () => {
  const pixels = tissuePicture(tissue, {
    border: [1, 1, 1, 255],
    ink: [2, 2, 2, 255],
    fold: [3, 3, 3, 255],
  });
  const marks = Array.from({ length: 12 }, (_, block) => pixels[4 * block]);
  expect(marks).toEqual([0, 1, 3, 0, 1, 1, 0, 2, 0, 0, 0, 0]);
});
