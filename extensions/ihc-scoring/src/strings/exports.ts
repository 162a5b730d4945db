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
    regions: 'Drawn regions (CSV)',
    run: 'Run document (JSON)',
    view: 'View with cells (PNG)',
  },
  exportShort: {
    geojson: 'GeoJSON',
    csv: 'Cells CSV',
    scores: 'Scores CSV',
    regions: 'Regions CSV',
    run: 'Run document',
    view: 'View PNG',
  },
  exportWriting: (what: string) => `Writing: ${what}`,
  exportStop: 'Stop',
  exportSaved: (name: string) => `Saved ${name}`,
  exportCells: (cells: number) => `${number(cells)} cells`,
  exportNoPatient: 'File names hold marker and slide, never the patient.',
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
  showHotspots: 'Show the fields on the slide',
  hotspotBy: 'Field with most',
  hotspotValue: 'Value',
  hotspotCells: 'Positive of cells',
  hotspotArea: 'Area',
  hotspotName: (by: string, of: string) =>
    `${HOTSPOTS[by] ?? by}${of === 'whole' ? '' : `, ${of === 'tumour' ? 'tumour' : 'stroma'}`}`,
  hotspotCount: (positive: number, cells: number) => `${number(positive)} of ${number(cells)}`,
  hotspotMm2: (area: number) => `${number(area, 2)} mm²`,
} as const;
