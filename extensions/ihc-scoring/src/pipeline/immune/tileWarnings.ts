import type { Warning } from '@timescope/core/warning';
import { IMMUNE_MARKERS, MARKER_NAMES } from './immuneDensities';
import type { ImmuneSlides } from './immuneResult';

/**
 * By how many per cent densities came out too high, least and most, where `tiles-fast` told tumour from stroma at the usual
 * steps: the demonstration's four CD3 and CD8 sections (bench/tileDensities.nightly).
 */
export const TILE_ERRORS = { tumour: [14, 54], stroma: [-8, 2] } as const;

/** Tiles of 112 um cross the border of nests; what lies on its wrong side is counted there. */
export function tileWarnings(slides: ImmuneSlides): Warning[] {
  const names = IMMUNE_MARKERS.flatMap(marker =>
    slides[marker]?.map.source.kind === 'network' ? [MARKER_NAMES[marker]] : [],
  );
  if (names.length === 0) return [];
  const { tumour, stroma } = TILE_ERRORS;
  const message =
    `On ${names.join(' and ')} tumour and stroma are those of a network's tiles, so cells near their borders are counted on the wrong side: ` +
    'on four generated sections whose truth is known densities of tumour epithelium came out ' +
    `${tumour[0]} to ${tumour[1]} % too high, of stroma between ${-stroma[0]} % too low and ${stroma[1]} % too high. ` +
    'Draw the borders, or read the stroma-immune score only.';
  return [{ code: 'TILE_BORDERS', message }];
}
