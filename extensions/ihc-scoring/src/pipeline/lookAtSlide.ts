import type { PixelSource } from '@timescope/core/pixelSource';
import type { RgbRaster } from '@timescope/core/raster';
import { overviewOf } from './overview';
import type { Region } from './region';
import type { ScoreContext } from './scoreRequest';
import { requireColour } from './stain/requireColour';
import { stainPatches } from './stain/stainPatches';
import { tileReader } from './tileReader';
import { findTissue, type Tissue } from './tissue';
import { whiteOf, type White } from './white';
import type { WorkingFrame } from './workingFrame';

/** What a slide's own pixels say before any setting is applied to them. */
export interface SlideEvidence {
  readonly white: White;
  readonly tissue: Tissue;
  /** Tissue of the slide on the working grid, whatever region is asked for. */
  readonly patches: readonly RgbRaster[];
  /** Level of the overview, counted from the finest. */
  readonly overviewLevel: number;
}

/**
 * The stages that look at the whole slide: overview, white, tissue, patches of it.
 * @throws TimescopeError NOT_AN_IMAGE for a slide without colour.
 */
export async function lookAtSlide(
  source: PixelSource,
  frame: WorkingFrame,
  region: Region,
  { signal, report }: Pick<ScoreContext, 'signal' | 'report'>,
): Promise<SlideEvidence> {
  const overview = await overviewOf(source, tileReader(source, signal, 0), report);
  const white = whiteOf(overview);
  const tissue = findTissue(overview, white.rgb, region);
  const patches = await stainPatches(source, frame, tissue, signal);
  requireColour(patches, white);
  return { white, tissue, patches, overviewLevel: overview.levelIndex };
}
