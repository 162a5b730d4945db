import { LEAST_MM2 } from '../pipeline/densityMap/hotspots';
import { number } from './number';

const HOTSPOTS: Readonly<Record<string, string>> = {
  cellsPerMm2: 'Cells',
  positivePerMm2: 'Positive cells',
  percentPositive: 'Percent positive',
};

/** Texts of exports, hotspots and comparison. */
export const exports = {
  exportTitle: 'Export',
  exportNames: {
    geojson: 'Cells for QuPath (GeoJSON)',
    csv: 'Cells (CSV)',
    scores: 'Scores by compartment (CSV)',
    density: 'Cells and tissue on squares of 50 µm, that the hotspots rest on (CSV)',
    regions: 'Cells by drawn region (CSV)',
    areas: 'Drawn regions for QuPath (GeoJSON)',
    run: 'Run document (JSON)',
    view: 'View with cells (PNG)',
  },
  exportShort: {
    geojson: 'Cells GeoJSON',
    csv: 'Cells CSV',
    scores: 'Scores CSV',
    density: 'Density CSV',
    regions: 'Regions CSV',
    areas: 'Regions GeoJSON',
    run: 'Run document',
    view: 'View PNG',
  },
  exportWriting: (what: string) => `Writing: ${what}`,
  exportStop: 'Stop',
  exportSaved: (name: string) => `Saved ${name}`,
  exportCells: (cells: number) => `${number(cells)} cells`,
  exportNoPatient:
    'File names hold marker, slide, a mark of the slide and the signed version, never the patient. Method, thresholds and score hash of the CSV and GeoJSON files stand in the run document: keep it beside them.',
  exportEdited: (count: number) =>
    `${number(count)} cell${count === 1 ? '' : 's'} changed by the reader: the class is the reader's, the tool's stands beside it.`,
  exportNothing: {
    message: 'There is no measurement of this slide to export.',
    nextStep: 'Measure a field or the slide first.',
  },
  exportPending: {
    message: 'The score is still being computed again after the last change.',
    nextStep: 'Wait a moment and export again.',
  },
  exportFailed: (reason: string) => `The file could not be written (${reason}).`,
  exportFailedNext: 'Choose another folder or free some space, then export again.',
  commandTitle: 'Repeat it at a terminal',
  commandCopy: 'Copy as command',
  commandCopied: 'Copied',
  commandHint:
    'Save the run document first; put the folder of the slide’s DICOM files in place of the capitals.',
  pictureTitle: (named: string, score: string) => `${named}: ${score}`,
  pictureSigned: (title: string, reader: string, override: string) =>
    `${title}; signed by ${reader} with ${override}`,
  pictureScore: (percent: number, hScore: number | null, cells: number) =>
    `${number(percent, 1)} % positive${hScore === null ? '' : `, H-score ${number(hScore)}`}, of ${number(cells)} cells`,
  pictureTooLarge: 'the picture is too large for this browser',
  scaleBar: (micrometres: number) =>
    micrometres >= 1000 ? `${number(micrometres / 1000)} mm` : `${number(micrometres)} µm`,

  hotspotTitle: 'Density and hotspots',
  densityMap: 'Map',
  densityOf: { cells: 'All cells', positive: 'Positive cells' },
  densityLegend: {
    cells: 'Cells per mm², mean over 250 µm',
    positive: 'Positive cells per mm², mean over 250 µm',
  },
  densityScale: (most: number) =>
    `Colours from 0 (dark) to ${number(most)} cells per mm² and more (pale yellow)`,
  hotspotNumber: (value: number) => number(value),
  atLeast: (value: number) => `≥ ${number(value)}`,
  noHotspots: 'No field of 1 mm² holds enough cells for a hotspot.',
  hotspotBy: 'Field with most',
  hotspotValue: 'Value',
  hotspotCells: 'Positive',
  hotspotArea: 'Field',
  hotspotName: (by: string, of: string) =>
    `${HOTSPOTS[by] ?? by}${of === 'whole' ? '' : `, ${of === 'tumour' ? 'tumour' : 'stroma'}`}`,
  hotspotDensity: (value: number) => `${number(value)}/mm²`,
  hotspotCount: (positive: number, cells: number) => `${number(positive)} of ${number(cells)}`,
  hotspotTissueNote: `Densities of tumour and stroma are per mm² of their own tissue in the field, of which there must be ${number(LEAST_MM2, 1)} mm²; those of all cells are per mm² of the field.`,
  hotspotMm2: (area: number) => `${number(area, 2)} mm²`,
  hotspotTissueMm2: (tissue: number, field: number) => `${smallArea(tissue)} of ${number(field, 2)} mm²`,
  hotspotTissueSmall: (tissue: number) =>
    `Only ${smallArea(tissue)} mm² of it in the field: too little for a density.`,
  hotspotOfField:
    'This result was saved before tissue was noted by place: its densities of tumour and stroma are per mm² of the whole field. Measure again for those of the tissue.',
  hotspotBlocks:
    'Tissue is counted in blocks of 16 µm: of strands and nests about as thin it is uncertain by some 10 %.',
  hotspotTissueUnknown: 'How much of it lies in the field was not noted: measure again.',

  compareTitle: 'Compare',
  compareLook: 'Find other slides of this patient',
  compareLooking: 'Looking in the archive...',
  compareNone: 'The archive holds no other slide of this patient.',
  compareChoose: 'Choose a slide to compare with',
  compareSlide: (date: string | undefined, description: string) =>
    [day(date), description].filter(text => text !== '').join(', '),
  comparePicture: (slide: string) => `The whole slide: ${slide}`,
  compareLabel: (slide: string) => `Label on the glass: ${slide}`,
  compareNoPicture: 'No picture of this slide.',
  compareNoLabel: 'no picture of the label',
  compareOpen: 'Open it in a new tab',
  compareBeside: 'Show side by side',
  compareAlone: 'Show this slide alone',
  compareBesideHint: 'Press a slide to work on it: the panel and the cells follow.',
  besideNotLoaded: 'The viewer did not load the other slide.',
  besideNotLoadedNext: 'Open it in a new tab instead.',
  compareNoList: 'This viewer cannot search its archive.',
  compareNoListNext: 'Open the study from a DICOMweb server.',
  compareNotMeasured: 'You have not measured that slide in this browser yet.',
  compareNotMeasuredNext: 'Open it, measure it, and choose it here again.',
  compareScore: 'Score',
  compareBaseline: 'Baseline',
  compareLater: 'Later',
  compareOne: 'This slide',
  compareOther: 'Other slide',
  compareDate: (date: string | undefined) => (date === undefined ? 'no date' : day(date)),
  compareChange: 'Change',
  compareScores: {
    ki67Index: 'Ki-67 index',
    tps: 'TPS',
    cps: 'CPS',
    percentPositive: 'Positive',
    hScore: 'H-score',
    allred: 'Allred',
    positivePerMm2: 'Positive/mm²',
    cellsPerMm2: 'Cells/mm²',
    tissueMm2: 'Tissue',
  },
  compareNumber: (score: string, value: number) => `${number(value, digitsOf(score))}${unitOf(score)}`,
  compareDifference: (score: string, difference: number) =>
    `${difference > 0 ? '+' : difference < 0 ? '−' : ''}${number(Math.abs(difference), digitsOf(score))}${pointsOf(score)}`,
  compareInterval: (score: string, low: number, high: number) =>
    `${signed(low, digitsOf(score))} to ${signed(high, digitsOf(score))}`,
  compareMethod: (method: string) => `95 % interval of counting (${method})`,
  compareOf: (score: string, denominator: string | undefined, areaMm2: number | null) => {
    if (score.endsWith('PerMm2')) return areaMm2 === null ? '' : `${number(areaMm2, 3)} mm²`;
    return denominator === undefined ? '' : `of ${shortened(denominator)}`;
  },
  compareOverridden: (measured: string) => `overridden; measured: ${measured}`,
  compareOtherMarker: 'Two markers stand side by side; they have no change.',
  compareNoOrder: 'Both studies are of one day or have no date: nothing is a baseline.',
  compareIntervals:
    'Below each value: the cells it is of, or the tissue. pp: percentage points. Below each change: 95 % interval of counting alone. It knows nothing of other parts of the tumour, of staining or of the cut.',
} as const;

/** Below the least area that a density needs, never rounded up to it. */
function smallArea(mm2: number): string {
  if (mm2 >= LEAST_MM2) return number(mm2, 2);
  return mm2 < 0.001 ? `less than ${number(0.001, 3)}` : number(Math.floor(1000 * mm2) / 1000, 3);
}

/** 20260119 as 2026-01-19. */
const day = (date = ''): string => date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');

const PERCENTAGES = ['ki67Index', 'tps', 'percentPositive'];

const unitOf = (score: string): string =>
  PERCENTAGES.includes(score) ? ' %' : score === 'tissueMm2' ? ' mm²' : '';

/** A difference of percentages is one of percentage points. */
const pointsOf = (score: string): string => (PERCENTAGES.includes(score) ? ' pp' : unitOf(score));

function digitsOf(score: string): number {
  if (score === 'tissueMm2') return 3;
  return score === 'cps' || PERCENTAGES.includes(score) ? 1 : 0;
}

const signed = (value: number, digits: number): string =>
  `${value < 0 ? '−' : '+'}${number(Math.abs(value), digits)}`;

/** The number in front and the noun are enough in a narrow table. */
const shortened = (denominator: string): string => {
  const [, count] = /^(\d+) /.exec(denominator) ?? [];
  return count === undefined ? denominator : number(Number(count));
};
