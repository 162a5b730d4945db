import type { PixelSource } from '@timescope/core/pixelSource';
import { lookAtSlide } from './lookAtSlide';
import { regionOf, type Region } from './region';
import type { ScoreContext, ScoreRequest } from './scoreRequest';
import { settingsOf, type Settings } from './settings';
import type { StainModel } from './stain/stainModel';
import { stainModelOf } from './stain/stainModelOf';
import type { Tissue } from './tissue';
import { levelAt, workingFrame, type WorkingFrame } from './workingFrame';

/** What is known of a slide before any of its tiles is measured. */
export interface PreparedSlide {
  readonly settings: Settings;
  readonly frame: WorkingFrame;
  readonly region: Region;
  readonly tissue: Tissue;
  readonly stain: StainModel;
}

/**
 * The stages before the first tile: settings, grid, region, then those that look at the whole slide.
 * @throws TimescopeError NOT_AN_IMAGE for a slide without colour, and what settings and region throw.
 */
export async function prepareSlide(
  source: PixelSource,
  request: ScoreRequest,
  context: ScoreContext,
): Promise<PreparedSlide> {
  const settings = settingsOf(request);
  const frame = workingFrame(source);
  const region = regionOf(request.annotations, levelAt(source, 0));
  const { white, tissue, patches } = await lookAtSlide(source, frame, region, context);
  return { settings, frame, region, tissue, stain: stainModelOf({ white, patches, settings }) };
}
