import { findCells } from './findCells';
import { coverageOf } from './coverage';
import { overviewOf } from './overview';
import { regionOf } from './region';
import { scoreResultOf } from './scoreResultOf';
import type { ScoreContext, ScoreOutcome, ScoreRequest } from './scoreRequest';
import { settingsOf } from './settings';
import { stainTables } from './stain';
import { tileReader } from './tileReader';
import { findTissue } from './tissue';
import { whiteOf } from './white';
import { levelAt, workingFrame } from './workingFrame';
import type { PixelSource } from '@timescope/core/pixelSource';

/**
 * Scores a slide: the stages in their order. Equal pixels, spacing and settings give equal bits on every machine.
 * @throws TimescopeError EMPTY_ROI for a region without area; what the source throws when a tile may be readable later.
 */
export async function scoreSlide(
  source: PixelSource,
  request: ScoreRequest,
  context: ScoreContext = {},
): Promise<ScoreOutcome> {
  const settings = settingsOf(request);
  const frame = workingFrame(source);
  const region = regionOf(request.annotations, levelAt(source, 0));
  const reader = tileReader(source, context.signal);
  const overview = await overviewOf(source, reader, context.report);
  const white = whiteOf(overview);
  const tissue = findTissue(overview, white.rgb, region);
  const tables = stainTables(white.rgb);
  const cells = await findCells({ frame, reader, region, tissue, tables, settings }, context);
  const coverage = coverageOf(tissue, reader, frame);
  const result = scoreResultOf({ request, settings, frame, white, tissue, cells, coverage });
  return { result, cells };
}
