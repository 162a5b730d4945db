import type { ScoredSlide } from '../scoreResultOf';

const AREA_LEFT_OUT =
  'An area was left out after the measurement: measure again for areas, densities and pixels.';
const CELLS_LEFT_OUT =
  "A reader left cells out, and their pixels are counted with the others': there is no score of the pixels within cells.";

/** Which values a reader's changes leave unknown until the slide is measured again. */
export function unknownAfter({
  request,
  reader,
}: Pick<ScoredSlide, 'request' | 'reader'>): (path: string) => string | undefined {
  const isAreaChanged = (request.leftOut ?? []).length > 0;
  const isCellMissing = (reader?.edits.excluded ?? 0) > 0;
  return path => {
    if (isAreaChanged && OF_AREAS.test(path)) return AREA_LEFT_OUT;
    return isCellMissing && path.startsWith('hScorePixels.') ? CELLS_LEFT_OUT : undefined;
  };
}

const OF_AREAS = /^(hScorePixels|densityPerMm2|areaMm2|positiveAreaPercent)\.|^tumourFraction$/;
