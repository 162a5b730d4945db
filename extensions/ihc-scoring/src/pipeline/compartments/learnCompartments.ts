import type { PixelSource } from '@timescope/core/pixelSource';
import type { DrawnShape } from '../annotations/geoJsonShapes';
import { prepareSlide } from '../prepareSlide';
import type { ScoreContext, ScoreRequest } from '../scoreRequest';
import { stainTables } from '../stain/stainTables';
import { tileReader } from '../tileReader';
import { workingTile } from '../workingTile';
import type { PixelClassifier } from './pixelClassifier';
import { trainPixelClassifier } from './trainPixelClassifier';

/**
 * Learns the compartments of a slide from strokes on it, with the stain that the request will be scored with.
 * @throws TimescopeError EMPTY_ROI when the strokes cannot be used.
 */
export async function learnCompartments(
  name: string,
  strokes: readonly DrawnShape[],
  source: PixelSource,
  request: ScoreRequest,
  context: ScoreContext = {},
): Promise<PixelClassifier> {
  const { frame, stain } = await prepareSlide(source, request, context);
  const reader = tileReader(source, context.signal);
  return trainPixelClassifier(name, strokes, {
    frame,
    stains: stainTables(stain),
    digest: request.slide.digest,
    readTile: async at => (await workingTile(reader, frame, at)).rgb,
  });
}
