import type { CellEdit } from '../reading/reading';
import type { NumbersContext } from './slideNumbers';

const AREA_LEFT_OUT =
  'An area was left out after the measurement: measure again for areas, densities and pixels.';
const CELLS_LEFT_OUT =
  "A reader left cells out, and their pixels are counted with the others': there is no score of the pixels within cells.";
const MEMBRANES_REGRADED =
  'A reader called cells stained, and how complete their membranes are was measured before: enter the percentage of complete membranes.';

/** Which values a reader's changes leave unknown until the slide is measured again. */
export function unknownAfter({
  request,
  reader,
}: Pick<NumbersContext, 'request' | 'reader'>): (path: string) => string | undefined {
  const isAreaChanged = (request.leftOut ?? []).length > 0;
  const isCellMissing = (reader?.edits.excluded ?? 0) > 0;
  const isRegraded = isCalledStained(request.edits) && (reader?.edits.regraded ?? 0) > 0;
  return path => {
    if (isRegraded && path === 'her2' && request.pcms === undefined) return MEMBRANES_REGRADED;
    if (isAreaChanged && OF_AREAS.test(path)) return AREA_LEFT_OUT;
    return isCellMissing && path.startsWith('hScorePixels.') ? CELLS_LEFT_OUT : undefined;
  };
}

const OF_AREAS = /^(hScorePixels|densityPerMm2|areaMm2|positiveAreaPercent)\.|^tumourFraction$/;

/** A cell that is called negative is unstained, whatever its border. */
const isCalledStained = (edits: readonly CellEdit[] = []): boolean =>
  edits.some(({ grade = 0 }) => grade > 0);
