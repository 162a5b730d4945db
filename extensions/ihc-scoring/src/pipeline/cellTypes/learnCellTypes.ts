import { matrixPoint } from '@timescope/core/frames';
import type { PixelSource } from '@timescope/core/pixelSource';
import { regionAnnotation, type Annotation } from '../annotations';
import type { DrawnShape } from '../annotations/geoJsonShapes';
import { WORKING_MPP } from '../detection/workingMpp';
import { prepareSlide } from '../prepareSlide';
import type { ScoreContext, ScoreRequest } from '../scoreRequest';
import { scoreWithCells } from '../scoreWithCells';
import { levelAt } from '../workingFrame';
import type { CellClassifier } from './cellClassifier';
import { pointsOf } from './clickedCells';
import { trainCellClassifier } from './trainCellClassifier';

/** Cells are measured within this many micrometres of a click, up and down, left and right. Ours: more than one cell. */
const AROUND_CLICK_UM = 30;

/**
 * Learns the types of a slide's cells from clicks on it, with the settings and compartments of the request. Only the
 * surroundings of the clicks are measured, with the stain of the whole request.
 * @throws TimescopeError EMPTY_ROI when the clicks cannot be used.
 */
export async function learnCellTypes(
  name: string,
  clicks: readonly DrawnShape[],
  source: PixelSource,
  request: ScoreRequest,
  context: ScoreContext = {},
): Promise<CellClassifier> {
  const { frame, stain } = await prepareSlide(source, request, context);
  const reach = {
    x: (AROUND_CLICK_UM / WORKING_MPP) * frame.matrixStep.x,
    y: (AROUND_CLICK_UM / WORKING_MPP) * frame.matrixStep.y,
  };
  const { width, height } = levelAt(source, 0);
  const boxes = clicks
    .flatMap(pointsOf)
    .filter(({ point: { x, y } }) => x >= 0 && y >= 0 && x < width && y < height)
    .map(({ point: { x, y } }) => boxAround(x, y, reach));
  const drawn = (request.annotations ?? []).filter(({ role }) => role === 'tumour' || role === 'stroma');
  const { cells } = await scoreWithCells(
    source,
    {
      ...request,
      cellTypes: { kind: 'none' },
      annotations: [...drawn, ...boxes],
      overrides: {
        ...request.overrides,
        white: { rule: 'fixed', rgb: stain.white },
        vectors: { rule: 'fixed', ...stain.vectors },
      },
    },
    context,
  );
  return trainCellClassifier(name, clicks, { cells, digest: request.slide.digest });
}

function boxAround(x: number, y: number, reach: { readonly x: number; readonly y: number }): Annotation {
  return regionAnnotation([
    matrixPoint(x - reach.x, y - reach.y),
    matrixPoint(x + reach.x, y - reach.y),
    matrixPoint(x + reach.x, y + reach.y),
    matrixPoint(x - reach.x, y + reach.y),
  ]);
}
