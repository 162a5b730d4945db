import type { Measured } from '../presets/preset';
import type { Settings } from '../settings';
import { totalOf } from './formulas';
import type { Populations } from './populations';

const MEASURED_NAMES: Readonly<Record<Measured, string>> = {
  nucleus: 'nucleus',
  cytoplasm: 'cytoplasm',
  membrane: 'membrane',
  cell: 'whole cell',
};

/** What stands below the line of each score, in words. */
export function denominatorsOf(groups: Populations, { measured, preset }: Settings): Record<string, string> {
  const all = `${totalOf(groups.whole)} evaluated cells of the analysed area (${MEASURED_NAMES[measured]} graded)`;
  const tumour = groups.tumour && `${totalOf(groups.tumour)} cells of the tumour compartment`;
  const stroma = groups.stroma && `${totalOf(groups.stroma)} cells of the stroma compartment`;
  const tumourCells = groups.tumourCells && `${totalOf(groups.tumourCells)} ${groups.tumourRule}`;
  return {
    percentPositive: all,
    'hScore.whole': all,
    'hScorePixels.whole': 'pixels of tissue within cells',
    'densityPerMm2.whole': 'square millimetres of analysed tissue',
    'positiveAreaPercent.whole': 'area of analysed tissue',
    ...(tumour && { 'hScore.tumour': tumour }),
    ...(stroma && { 'hScore.stroma': stroma }),
    ...(groups.inTumour && { tumourFraction: 'area of analysed tissue' }),
    ...(tumourCells && {
      tumourCellularity: all,
      ...Object.fromEntries(
        preset.scores.filter(score => score !== 'allred').map(score => [score, tumourCells]),
      ),
    }),
  };
}
