import type { ArtefactShares } from '@timescope/core/result/scoreResult';
import type { Tissue } from '../tissue';
import { ARTEFACT, type ArtefactName } from './artefact';

const OF = 'tissue and what was left out of it; blank: the whole area asked for';

/**
 * What was left out of the area asked for, by kind, in percent. Out of focus is measured on the tiles and handed in, in
 * square millimetres.
 */
export function artefactShares(tissue: Tissue, outOfFocusMm2: number): ArtefactShares {
  const mm2 = areasByCode(tissue);
  const all = mm2.reduce((sum, area) => sum + area, 0);
  const used = all - (mm2[ARTEFACT.blank] ?? 0);
  const percent = (name: ArtefactName): number => {
    if (name === 'blank') return percentOf(mm2[ARTEFACT.blank] ?? 0, all);
    return percentOf(name === 'outOfFocus' ? outOfFocusMm2 : (mm2[ARTEFACT[name]] ?? 0), used);
  };
  return { of: OF, percent: Object.fromEntries(NAMES.map(name => [name, percent(name)])) };
}

const NAMES = Object.keys(ARTEFACT).filter((name): name is ArtefactName => name !== 'none');

const percentOf = (part: number, whole: number): number => (whole > 0 ? (100 * part) / whole : 0);

function areasByCode({ artefact, asked, blockMm2 }: Tissue): number[] {
  const sixteenths = new Float64Array(Object.keys(ARTEFACT).length);
  asked.forEach((share, block) => {
    const code = artefact[block] ?? 0;
    sixteenths[code] = (sixteenths[code] ?? 0) + share;
  });
  return Array.from(sixteenths, count => (count / 16) * blockMm2);
}
