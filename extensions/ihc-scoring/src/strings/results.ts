import type { PatchScores } from '@timescope/core/result/patchScores';
import { number, withThousands } from './number';

/** Texts of the result and its method. */
export const results = {
  result: 'Result',
  of: { slide: 'whole slide', field: 'field', drawn: 'drawn region' },
  percentPositive: 'Positive',
  percent: (value: number) => `${number(value, 1)} %`,
  hScore: 'H-score',
  hScoreValue: (value: number) => number(value, 0),
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
  cutoffDistance: (distance: number, cutoff: string) =>
    distance === 0
      ? `on the cut-off ${cutoff}`
      : `${number(Math.abs(distance), 1)} points ${distance < 0 ? 'below' : 'above'} ${cutoff}`,
  interval: (low: string, high: string, crosses: boolean) =>
    `interval ${low} to ${high}${crosses ? ', crosses the cut-off' : ''}`,
  categoryOf: (name: string, value: string, denominator: string) =>
    `${name} (${value} of ${withThousands(denominator)})`,
  cutoffsOf: (source: string) => `Cut-offs: ${source}`,
  signedAs: 'signed:',
  measuredAs: (value: string, words: string) => `measured ${value}: ${words}`,
  positiveOf: (positive: number, total: number) => `${number(positive)} of ${number(total)} cells`,
  countOf: (count: number, denominator: string) => `${number(count)} of ${withThousands(denominator)}`,
  ofDenominator: (denominator: string) => `of ${withThousands(denominator)}`,
  warning: withThousands,
  measureForAreas: 'Areas and densities need another measurement without what was left out.',
  toolValue: (value: string) => `tool: ${value}`,
  areaUnknown: (reason: string) => `not evaluable: ${reason}`,
  changedByReader: (thresholds: string | undefined, cells: number, areas: number) =>
    [
      'With your changes:',
      [
        thresholds === undefined ? [] : `thresholds ${thresholds}`,
        cells === 0 ? [] : `${number(cells)} ${cells === 1 ? 'cell' : 'cells'} edited`,
        areas === 0 ? [] : `${number(areas)} ${areas === 1 ? 'area' : 'areas'} left out`,
      ]
        .flat()
        .join(', '),
    ].join(' '),
  membranes: (complete: number, source: string) => `${number(complete, 1)} % complete membranes (${source})`,
  membranesEntered: 'Complete membranes, % of tumour cells',
  membranesMeasured: 'measured',
  membranesHint: 'As you see them, from 0 to 100. Empty: as measured.',
  byCompartment: 'By compartment',
  compartmentNames: { whole: 'Whole', tumour: 'Tumour', stroma: 'Stroma' },
  compartmentRows: {
    cells: 'Cells',
    percentPositive: 'Positive, %',
    hScore: 'H-score',
    hScorePixels: 'H by pixels',
    positiveAreaPercent: 'Positive area, %',
    density: 'Cells / mm²',
    positiveDensity: 'Positive / mm²',
    areaMm2: 'Area, mm²',
  },
  missing: '–',
  rounded: number,
  artefacts: 'Left out',
  artefactShare: (name: string, percent: number) => `${name} ${number(percent, 1)} %`,
  hashPending: 'being computed',
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
  patchTumour: 'H-score by patches, tumour',
  patchStroma: 'H-score by patches, stroma',
  patchTumourShare: 'Tumour of classed tissue',
  patchSource: ({ patches, scorer, tissue, nuclei }: PatchScores) =>
    `${patches.length} ${patches.length === 1 ? 'patch' : 'patches'} of 235 µm, scored by ${scorer}, tissue by ${tissue}${nuclei === undefined ? '' : `, nuclei by ${nuclei}`}. Moved thresholds and corrected cells do not change these scores.`,
  networkThresholdUsed: (value: number) => `probability ${number(value, 2)}`,
  colours: 'Colours',
  coloursAsStored: 'as stored (the viewer may show them ICC-corrected)',
  compute: 'Computed',
  computeUsed: (seconds: number | undefined, engine: string) =>
    seconds === undefined ? `from the archive, ${engine}` : `in ${number(seconds, 1)} s, ${engine}`,
  threads: 'Threads',
  oneThread: 'one thread',
  oneThreadNotIsolated: 'one thread: this page is not cross-origin isolated',
  software: 'Software',
  reader: 'Reader',
  readerUnknown: 'not given',
  hash: 'Score hash',
  opticalDensityNote: 'Optical density is no quantity of protein.',
} as const;
