import type { Warning } from '@timescope/core/warning';
import { IMMUNE_MARKERS, MARKER_NAMES } from './immuneDensities';
import type { ImmuneSlides } from './immuneResult';
import { ratioOfSlides } from './ratioOfSlides';
import { SLIDES_OF_PATIENT } from './slidesOfPatient';
import { STROMA_HIGH } from './stromaRatio';

/**
 * By how many per cent densities came out too high, least and most, where `tiles-fast` told tumour from stroma at the usual
 * steps: the demonstration's four CD3 and CD8 sections (bench/tileDensities.nightly).
 */
export const TILE_ERRORS = { tumour: [14, 54], stroma: [-8, 2] } as const;

/** Points by which the ratio of their H&E section came out wrong (the same bench); on nine others at most 4.2. */
export const TILE_RATIO_POINTS = 6.3;

export const tileWarnings = (slides: ImmuneSlides): Warning[] => [
  ...densityWarnings(slides),
  ...ratioWarnings(slides),
];

/** Tiles of 112 um cross the border of nests; what lies on its wrong side is counted there. */
function densityWarnings(slides: ImmuneSlides): Warning[] {
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

/** A group that the tiles alone may have decided. */
function ratioWarnings(slides: ImmuneSlides): Warning[] {
  const { ratio, tsrOn } = ratioOfSlides(slides);
  const isByTiles = SLIDES_OF_PATIENT.some(name => slides[name]?.map.source.kind === 'network');
  if (!isByTiles || ratio.kind !== 'computed') return [];
  const points = 100 * Math.abs(ratio.value - STROMA_HIGH);
  if (points > TILE_RATIO_POINTS) return [];
  const message =
    `The tumour-stroma ratio on ${tsrOn}, ${(100 * ratio.value).toFixed(1)} %, lies ${points.toFixed(1)} points from the ` +
    `${100 * STROMA_HIGH} % that part low from high; by a network's tiles it came out up to ${TILE_RATIO_POINTS} points wrong on ` +
    'generated sections, so the other group is possible too. Read the fields, or draw the borders.';
  return [{ code: 'RATIO_NEAR_CUTOFF', message }];
}
