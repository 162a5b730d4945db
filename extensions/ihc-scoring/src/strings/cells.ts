import { number } from './number';

/** Texts of the cells on the slide and their table. */
export const cells = {
  overlay: 'Cells on the slide',
  show: 'Show',
  fill: 'Fill',
  densityShown:
    'Zoomed out: squares of 32 µm show the mean grade (colour) and how many cells (opacity). Zoom in for outlines.',
  outlinesShown: 'Nuclei by grade; the grades also differ by line.',
  legend: 'Legend of the cell outlines',

  cellsStep: 'Cells',
  noCells: 'Measure first. Then click a cell on the slide to see and correct it.',
  howToSelect: 'Click a cell on the slide or in the table. Shift-drag selects a box, ctrl-click adds a cell.',
  nextDoubtful: 'Next doubtful cell',
  nextDoubtfulHint: 'Goes to the cell nearest to a threshold that you have not looked at.',
  nextWarning: 'Next warning',
  checked: (count: number) => `${number(count)} ${count === 1 ? 'cell' : 'cells'} looked at.`,
  allChecked: 'You have looked at every cell.',

  cellNumber: (cell: number) => `Cell ${number(cell + 1)}`,
  cellsSelected: (count: number) => `${number(count)} cells selected`,
  clearSelection: 'Clear',
  selectInView: 'Select all in view',
  readerSays: 'Reader',
  toolSays: 'Tool',
  cellGrade: 'Grade',
  cellType: 'Type',
  counts: 'Counts',
  isCounted: ['left out', 'counted'],
  gradeUnknown: 'not evaluable',
  compartments: ['other', 'tumour', 'stroma'],
  cellCompartment: 'Compartment',
  cellTypes: ['other', 'tumour', 'immune'],
  distanceTo: (threshold: number, distance: number) => `${number(distance, 3)} OD from ${threshold + 1}+`,
  odUnit: (value: number) => `${number(value, 3)} OD`,
  areaUnit: (value: number) => `${number(value, 1)} µm²`,
  nearestThreshold: 'Nearest threshold',

  setGrade: 'Grade of the selected cells',
  gradeButtons: ['Neg', '1+', '2+', '3+'],
  include: 'Include',
  exclude: 'Exclude',
  setType: 'Type of the selected cells',
  unsay: 'As the tool says',
  editsSaid: (edits: number) =>
    edits === 0
      ? 'No cell differs from the tool.'
      : `${number(edits)} ${edits === 1 ? 'cell differs' : 'cells differ'} from the tool (marked in magenta).`,

  cellTable: 'Table of cells',
  cellRows: (count: number) => `${number(count)} cells`,
  nearTo: 'Doubt about',
  nearOptions: { any: 'any threshold', 0: '1+', 1: '2+', 2: '3+' },
  cellColumns: {
    number: 'Cell',
    grade: 'Grade',
    od: 'DAB OD',
    distance: 'Off by',
    compartment: 'Comp.',
    type: 'Type',
    area: 'µm²',
  },
  cellColumnHints: {
    number: 'Running number of the cell',
    grade: "Grade; * where it is the reader's",
    od: 'Mean DAB optical density of what the marker measures',
    distance: 'Distance to the threshold, in optical density',
    compartment: 'Compartment',
    type: 'Type of the cell',
    area: 'Area of the nucleus in square micrometres',
  },
  shortCompartments: ['-', 'tum.', 'str.'],
  shortTypes: ['-', 'tum.', 'imm.'],
  leftOutShort: '×',
  editedMark: '*',
} as const;
