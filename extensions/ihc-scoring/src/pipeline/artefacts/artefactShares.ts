import type { ArtefactShares } from '@timescope/core/result/scoreResult';
import type { Tissue } from '../tissue';
import { ARTEFACT, type ArtefactName } from './artefact';

const OF = 'tissue and what was left out of it; blank: the whole area asked for';

/**
 * What was left out of the area asked for, by kind, in percent. Out of focus is measured on the tiles and handed in, in
 * square millimetres.
 */
export function artefactShares(tissue: Tissue, outOfFocusMm2: number): ArtefactShares {
  const counts = sixteenthsByCode(tissue);
  const outOfFocus = (16 * outOfFocusMm2) / tissue.blockMm2;
  const all = counts.reduce((sum, count) => sum + count, 0);
  const used = all - (counts[ARTEFACT.blank] ?? 0);
  const percent = (name: ArtefactName): number => {
    if (name === 'blank') return percentOf(counts[ARTEFACT.blank] ?? 0, all);
    return percentOf(name === 'outOfFocus' ? outOfFocus : (counts[ARTEFACT[name]] ?? 0), used);
  };
  return { of: OF, percent: Object.fromEntries(NAMES.map(name => [name, percent(name)])) };
}

const NAMES = Object.keys(ARTEFACT).filter((name): name is ArtefactName => name !== 'none');

const percentOf = (part: number, whole: number): number => (whole > 0 ? (100 * part) / whole : 0);

/** Area by code, in sixteenths of a block: whole numbers. */
function sixteenthsByCode({ artefact, asked }: Tissue): Float64Array {
  const counts = new Float64Array(Object.keys(ARTEFACT).length);
  asked.forEach((share, block) => {
    const code = artefact[block] ?? ARTEFACT.none;
    counts[code] = (counts[code] ?? 0) + share;
  });
  return counts;
}
