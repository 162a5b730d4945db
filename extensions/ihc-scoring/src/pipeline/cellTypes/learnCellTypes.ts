import { matrixPoint } from '@timescope/core/frames';
import type { PixelSource } from '@timescope/core/pixelSource';
import { regionAnnotation, type Annotation } from '../annotations';
import type { DrawnShape } from '../annotations/geoJsonShapes';
import { emptyCellTable } from '../cellTable';
import { WORKING_MPP } from '../detection/workingMpp';
import { prepareSlide } from '../prepareSlide';
import type { ScoreContext, ScoreRequest } from '../scoreRequest';
import { scoreWithCells } from '../scoreWithCells';
import type { StainModel } from '../stain/stainModel';
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
  const cellsIn = async (annotations: readonly Annotation[], { white, vectors }: StainModel) => {
    const overrides = {
      ...request.overrides,
      white: { rule: 'fixed', rgb: white },
      vectors: { rule: 'fixed', ...vectors },
    } as const;
    const asked = { ...request, annotations, overrides, cellTypes: { kind: 'none' } } as const;
    return (await scoreWithCells(source, asked, context)).cells;
  };
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
  // Without a region the whole slide would be measured, to find no clicked cell at the end.
  const cells = boxes.length === 0 ? emptyCellTable() : await cellsIn([...drawn, ...boxes], stain);
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
