import { MEASURED_PARTS } from '@timescope/core/report/inWords';
import type { Population } from '../pipeline/reading/densityHistogram.kernel';
import type { Measured } from '../pipeline/presets/preset';
import { number } from './number';

const density = (value: number): string => number(value, 2);

const POPULATION: Readonly<Record<Population, string>> = {
  all: 'All cells',
  tumour: 'Cells in the tumour',
  stroma: 'Cells in the stroma',
  tumourCells: 'Tumour cells',
  immuneCells: 'Immune cells',
};

/** Texts of the histogram and the thresholds. */
export const thresholds = {
  thresholdsStep: 'Thresholds',
  densityValue: density,
  densityTick: (value: number) => number(value, 1),
  gradedDensityAxis: (measured: Measured) => `Mean DAB optical density of ${MEASURED_PARTS[measured]}`,
  population: 'Cells',
  populationName: (population: Population) => POPULATION[population],
  barsShown: (cells: number, binWidth: number) =>
    `${number(cells)} cells, bars of ${density(binWidth)}, height by square root`,
  barShown: (from: number, to: number, cells: number) =>
    `${density(from)} to ${density(to)}: ${number(cells)} ${cells === 1 ? 'cell' : 'cells'}`,
  histogramSummary: (axis: string, cells: number, from: number, to: number, peak: number) =>
    `Histogram: ${axis}, ${number(cells)} cells from ${density(from)} to ${density(to)}, most of them at ${density(peak)}`,
  thresholdName: (grade: number) => `${number(grade)}+ from`,
  thresholdLine: (grade: number) => `Threshold of ${number(grade)}+`,
  thresholdValue: (value: number) => `${density(value)} optical density`,
  thresholdHint: 'Drag, or focus a line and use the arrow keys. Scores and colours follow.',
  scoreAgain: 'Score again',
  thresholdStopped: (lowest: number, highest: number) => `${number(lowest, 2)} to ${number(highest, 2)} only`,
  scoreNow: (name: string, value: string) => `${name} ${value}`,
  resetThresholds: 'Reset',
  presetThresholds: (values: readonly number[]) => `Preset: ${values.map(density).join(' / ')}`,
  thresholdsOfOtherMarker:
    'The cells were measured for another marker: measure again before you move its thresholds.',

  gradesDropped: (cells: number) =>
    `The grades that you gave ${number(cells)} ${cells === 1 ? 'cell' : 'cells'} were for the other marker and are dropped. Undo brings them back.`,
} as const;
