import type { PixelSource } from '@timescope/core/pixelSource';
import { overviewOf } from './overview';
import { regionOf, type Region } from './region';
import type { ScoreContext, ScoreRequest } from './scoreRequest';
import { settingsOf, type Settings } from './settings';
import { requireColour } from './stain/requireColour';
import type { StainModel } from './stain/stainModel';
import { stainModelOf } from './stain/stainModelOf';
import { stainPatches } from './stain/stainPatches';
import { tileReader } from './tileReader';
import { findTissue, type Tissue } from './tissue';
import { whiteOf } from './white';
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
 * The stages that look at the whole slide: settings, grid, region, overview, white, tissue, stain.
 * @throws TimescopeError NOT_AN_IMAGE for a slide without colour, and what settings and region throw.
 */
export async function prepareSlide(
  source: PixelSource,
  request: ScoreRequest,
  { signal, report }: ScoreContext,
): Promise<PreparedSlide> {
  const settings = settingsOf(request);
  const frame = workingFrame(source);
  const region = regionOf(request.annotations, levelAt(source, 0));
  const overview = await overviewOf(source, tileReader(source, signal, 0), report);
  const white = whiteOf(overview);
  const tissue = findTissue(overview, white.rgb, region);
  const patches = await stainPatches(source, frame, tissue, signal);
  requireColour(patches, white);
  return { settings, frame, region, tissue, stain: stainModelOf({ white, patches, settings }) };
}
