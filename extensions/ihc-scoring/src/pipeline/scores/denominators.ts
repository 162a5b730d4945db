import type { GradeCounts } from '@timescope/core/result/scoreResult';
import type { Measured } from '../presets/preset';
import type { Settings } from '../settings';
import { totalOf } from './formulas';
import type { Populations } from './populations';

const MEASURED_NAMES: Readonly<Record<Measured, string>> = {
  nucleus: 'nucleus',
  cytoplasm: 'cytoplasm',
  membrane: 'membrane',
  cell: 'whole cell',
  'cell-all-round': 'whole cell, brown all round,',
};

/** What stands below the line of each score, in words. */
export function denominatorsOf(groups: Populations, { measured, preset }: Settings): Record<string, string> {
  const all = `${totalOf(groups.whole)} evaluated cells of the analysed area (${MEASURED_NAMES[measured]} graded)`;
  const tumourCells = groups.tumourCells && `${totalOf(groups.tumourCells)} ${groups.tumourRule}`;
  return {
    percentPositive: all,
    'hScore.whole': all,
    'hScorePixels.whole': 'pixels of tissue within cells',
    'densityPerMm2.whole': 'square millimetres of analysed tissue',
    'positiveAreaPercent.whole': 'area of analysed tissue',
    ...ofCompartment('tumour', groups.tumour, groups.inTumour, groups.tumourRule),
    ...ofCompartment('stroma', groups.stroma, groups.inStroma, 'cells in the stroma compartment'),
    ...(groups.inTumour && { tumourFraction: 'area of analysed tissue' }),
    ...(tumourCells && {
      tumourCellularity: all,
      ...Object.fromEntries(
        preset.scores.filter(score => score !== 'allred').map(score => [score, tumourCells]),
      ),
    }),
  };
}

/** Scores may count some cells of a compartment only; its densities and areas count all that lies in it. */
function ofCompartment(
  key: 'tumour' | 'stroma',
  scored: GradeCounts | undefined,
  inside: GradeCounts | undefined,
  rule: string,
): Record<string, string> {
  if (!scored) return {};
  const cells = cellsText(key, totalOf(scored), inside && totalOf(inside), rule);
  return {
    [`compartments.${key}.percentPositive`]: cells,
    [`hScore.${key}`]: cells,
    [`allred.${key}`]: cells,
    ...(inside && {
      [`hScorePixels.${key}`]: `pixels of tissue within cells of the ${key} compartment`,
      [`densityPerMm2.${key}`]: `all ${totalOf(inside)} cells in the ${key} compartment, per square millimetre of it`,
      [`positiveAreaPercent.${key}`]: `area of the ${key} compartment`,
    }),
  };
}

function cellsText(key: string, scored: number, inside: number | undefined, rule: string): string {
  if (inside === undefined) return `${scored} ${rule}`;
  return scored === inside
    ? `${inside} cells in the ${key} compartment`
    : `${scored} ${key} cells of the ${inside} cells in the ${key} compartment`;
}
