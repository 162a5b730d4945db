import type { ByCompartment, Coverage } from '@timescope/core/result/scoreResult';
import { isPartial, unreadShare } from '../coverage';
import type { MarkerScore } from '../presets/preset';

export const NO_TUMOUR =
  'Tumour and stroma were not told apart: draw an area that holds tumour only and call it tumour, or give a compartment model.';

const NO_STROMA =
  'No stroma was told apart: draw it as an area of class Stroma, or give a compartment model.';

export const NO_TUMOUR_CELLS = 'No tumour cells were found in the analysed area.';

export const NO_TYPES =
  'The combined positive score counts immune cells: give a cell type model (tumour, immune, other) first.';

type Key = keyof ByCompartment<unknown>;

/** Why a part that is known has no score. */
export const EMPTY_PART: Readonly<Record<Key, string>> = {
  whole: 'No cells were evaluated in the analysed area.',
  tumour: 'No cells were evaluated in the tumour compartment.',
  stroma: 'No cells were evaluated in the stroma compartment.',
};

/** Why a part is not known. */
export const UNKNOWN_PART: Readonly<Record<Key, string>> = {
  whole: EMPTY_PART.whole,
  tumour: NO_TUMOUR,
  stroma: NO_STROMA,
};

const MARKERS_OF: Readonly<Record<MarkerScore, string>> = {
  allred: 'ER and PR',
  ki67Index: 'Ki-67',
  tps: 'PD-L1',
  cps: 'PD-L1',
  her2: 'HER2',
};

const NAMES: Readonly<Record<MarkerScore, string>> = {
  allred: 'The Allred score',
  ki67Index: 'The Ki-67 index',
  tps: 'The tumour proportion score',
  cps: 'The combined positive score',
  her2: 'The HER2 class',
};

export const otherMarker = (score: MarkerScore): string =>
  `${NAMES[score]} is defined for ${MARKERS_OF[score]}.`;

/** Why no score of the whole area can be given, if so. */
export function noneReason(coverage: Coverage, total: number): string | undefined {
  if (isPartial(coverage)) return `${unreadText(coverage)}; at most 1 % may be missing.`;
  if (coverage.requestedMm2 === 0) return 'No tissue was found in the area.';
  return total === 0 ? 'No nuclei were found in the tissue.' : undefined;
}

/** "12.3 % of the tissue could not be read (4 of 60 tiles)". */
export function unreadText(coverage: Coverage): string {
  const { unreadable, total } = coverage.tiles;
  const percent = 100 * unreadShare(coverage);
  const share = percent < 0.1 ? 'Less than 0.1' : percent.toFixed(1);
  return `${share} % of the tissue could not be read (${unreadable} of ${total} tiles)`;
}
