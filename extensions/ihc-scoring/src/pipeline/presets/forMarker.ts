import { TimescopeError } from '@timescope/core/errors';
import type { Preset } from './preset';
import { requireMeasured } from './requireMeasured';

/** The marker of a preset that only says how cells are found and graded. */
const ANY_MARKER = 'Any marker';

/**
 * A preset used for a marker. One made for any marker takes over what the marker's own preset says of scores and
 * categories.
 * @throws TimescopeError USAGE for a preset of another marker, or one that does not measure what the marker's scores need.
 */
export function forMarker(preset: Preset, ofMarker: Preset): Preset {
  if (preset.marker === ANY_MARKER) {
    const { marker, isGraded, cellsScored, scores, minimumCells, minimumCellsSource, categories, codes } =
      ofMarker;
    return requireMeasured({
      ...preset,
      ...{ marker, isGraded, cellsScored, scores, minimumCells, minimumCellsSource, categories, codes },
    });
  }
  if (preset.marker === ofMarker.marker) return preset;
  throw new TimescopeError(
    'USAGE',
    `The preset "${preset.name}" is for ${preset.marker}, the marker asked for is ${ofMarker.marker}.`,
    { kind: 'usage', nextStep: 'Leave --marker or --preset out.' },
  );
}
