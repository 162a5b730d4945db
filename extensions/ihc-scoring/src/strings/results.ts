import { number } from './number';

/** Texts of the result and its method. */
export const results = {
  result: 'Result',
  of: { slide: 'whole slide', field: 'field', drawn: 'drawn region' },
  percentPositive: 'Positive',
  percent: (value: number) => `${number(value, 1)} %`,
  positiveOf: (positive: number, total: number) => `${number(positive)} of ${number(total)} cells`,
  hScore: 'H-score',
  hScoreValue: (value: number) => number(value, 0),
  hScoreRange: 'of 300',
  notEvaluable: 'not evaluable',
  grades: ['Negative', '1+', '2+', '3+'],
  gradeCount: (count: number, total: number) =>
    `${number(count)} (${total === 0 ? '-' : `${number((100 * count) / total, 1)} %`})`,
  tissueArea: 'Tissue area',
  density: 'Cells',
  positiveDensity: 'Positive cells',
  perSquareMillimetre: (value: number) => `${number(value)} / mm²`,
  coverage: 'Tissue read',
  coverageValue: (fraction: number, unreadable: number) =>
    `${number(100 * fraction, 1)} %${unreadable === 0 ? '' : `, ${number(unreadable)} tiles unreadable`}`,
  partial: 'Only a part of the tissue could be read.',
  indices: { ki67Index: 'Ki-67 index', tps: 'TPS', cps: 'CPS', her2: 'HER2' },
  combinedScore: (value: number) => number(value, 1),
  withDenominator: (value: string, denominator: string | undefined) =>
    denominator === undefined ? value : `${value} (${denominator})`,
  category: 'Category',
  cutoff: 'Next cut-off',
  cutoffValue: (cutoff: number, low: number, high: number, crosses: boolean) =>
    `${number(cutoff)}; 95 %: ${number(low, 1)} to ${number(high, 1)}${crosses ? ', crosses it' : ''}`,
  allred: 'Allred',
  allredValue: (value: number) => `${number(value)} of 8`,

  method: 'Method',
  methodUsed: 'Detection',
  level: 'Level read',
  levelUsed: (index: number, mpp: number, working: number) =>
    `${index + 1} (${number(mpp, 3)} µm), worked at ${number(working, 2)} µm`,
  white: 'White point',
  whiteUsed: (rgb: readonly number[], rule: string) => `${rgb.join(', ')} (${rule})`,
  thresholds: 'DAB 1+ / 2+ / 3+',
  thresholdsUsed: (values: readonly number[]) => `${values.map(value => number(value, 2)).join(' / ')} OD`,
  detectionThreshold: 'Detection contrast',
  detectionUsed: (value: number) => `${number(value, 3)} OD`,
  colours: 'Colours',
  coloursAsStored: 'as stored (the viewer may show them ICC-corrected)',
  compute: 'Computed',
  computeUsed: (seconds: number, engine: string) => `in ${number(seconds, 1)} s, ${engine}`,
  threads: 'Threads',
  oneThread: 'one thread',
  oneThreadNotIsolated: 'one thread: this page is not cross-origin isolated',
  software: 'Software',
  reader: 'Reader',
  readerUnknown: 'not given',
  hash: 'Score hash',
  opticalDensityNote: 'Optical density is no quantity of protein.',
} as const;
