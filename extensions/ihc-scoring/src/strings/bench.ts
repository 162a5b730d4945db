import { SMALL_MM2 } from '../pipeline/presets/usualNetwork';
import { LONGEST_FIELD_MM } from '../services/measuredArea';
import { clock, dateAndTime } from './moment';
import { number } from './number';

const IN_PERCENT: ReadonlySet<string> = new Set(['percentPositive', 'ki67Index', 'tps']);

/** Texts of the order of work: slide, marker, area, run, signing. */
export const bench = {
  panel: 'IHC scoring',
  panelShort: 'IHC',

  slide: 'Slide',
  noSlide: 'No slide is open. Open a study with a slide (modality SM).',
  readingSlide: 'Reading the slide...',
  stain: 'Stain',
  stainUnknown: 'not stated',
  pixelSize: 'Pixel size',
  micrometresPerPixel: (value: number) => `${number(value, 4)} µm`,
  slideSize: 'Size',
  millimetres: (width: number, height: number) => `${number(width, 1)} × ${number(height, 1)} mm`,
  specimen: 'Specimen',

  measure: 'Measure',
  marker: 'Marker',
  markerHint: 'Sets white, thresholds and scores together.',
  nucleiBy: 'Nuclei',
  nucleiByHint: 'What finds the nuclei. Measure again after a change.',
  nucleiClassical: 'Classical',
  usualHere: (choice: string) => `${choice} (default)`,
  besideClassical: (name: string) => `${name} with classical`,
  networkAlone: (name: string) => `${name} alone`,
  networkNotHere: (choice: string) => `${choice} (not here)`,
  otherNetworkHere:
    'The site holds no such network, or another one under its name: to measure again, choose one that is here.',
  nucleiBeside: (name: string, version: string) => `Network ${name} ${version} with classical`,
  nucleiNetwork: (name: string, version: string) => `Network ${name} ${version}`,
  tissueBy: 'Tumour, stroma',
  tissueByHint: 'What tells tumour from stroma. Measure again after a change.',
  tissueAsDrawn: 'As drawn or learned (default)',
  patchesBy: 'Patches',
  patchesByHint: 'What gives the patches of the tissue network their H-scores (AutoIHC).',
  patchesNotScored: 'Not scored (default)',
  patchesByFormula: 'Formula',
  patchesNeedNuclei: (tissue: string) =>
    `${tissue} finds no nuclei, and patches are scored within cells: choose a network for the nuclei to have them scored.`,
  networkSlower: 'Takes many times longer: for fields and regions.',
  usualOnSmall: `First on images of up to ${SMALL_MM2} mm² because it finds most nuclei; it takes some ten seconds.`,
  classicalFirst: 'First because it is the fastest; a network with it finds more nuclei.',
  classicalInstead: (usual: string) =>
    `First because ${usual}, which finds more nuclei, is not here with the weights that were measured.`,
  classicalMembranes:
    'First: no network was compared with it on human outlines of brown membranes or cytoplasm.',
  classicalBesideTissue: 'Counts the cells while a network tells tissue apart.',
  classicalChosen: 'The fastest; the network with it finds more nuclei.',
  networksLeftOut: (why: string) => `Not every network is at hand. ${why}`,
  markers: {
    ki67: 'Ki-67 (nucleus)',
    er: 'ER (nucleus)',
    pr: 'PR (nucleus)',
    her2: 'HER2 (membrane)',
    'pdl1-tps': 'PD-L1, TPS (membrane)',
    'pdl1-cps': 'PD-L1, CPS (membrane)',
    cd3: 'CD3 (cell)',
    cd8: 'CD8 (cell)',
    foxp3: 'FOXP3 (nucleus)',
    mhc1: 'MHC-I (membrane)',
    cd73: 'CD73 (membrane)',
    'h-score': 'H-score (nucleus)',
    'h-score-membrane': 'H-score (membrane)',
    'h-score-cytoplasm': 'H-score (cytoplasm)',
    'qupath-positive-cell-detection': 'QuPath positive cells (nucleus)',
  },
  area: 'Area',
  field: 'Field in view',
  drawn: 'Drawn regions',
  noDrawn: 'draw one under Regions',
  fieldSize: (width: number, height: number) => `${number(width, 2)} × ${number(height, 2)} mm`,
  fieldIsCut: `The field is larger than ${LONGEST_FIELD_MM} × ${LONGEST_FIELD_MM} mm: its middle is measured. Zoom in, draw a region, or measure the slide.`,
  squareMillimetres: (value: number) => `${number(value, value < 1 ? 3 : 2)} mm²`,
  measureHere: 'Measure here',
  measureSlide: 'Measure slide',
  nothingInView: {
    message: 'The field shows no part of the slide.',
    nextStep: 'Move the slide into view or draw a region on it.',
  },
  starting: 'Starting',
  waitingForOther: 'Waiting for the run on another slide',
  stage: (stage: string) => stage.charAt(0).toUpperCase() + stage.slice(1),
  testField: 'Test field',
  testFieldHint: 'A small area first: look at its cells before the whole slide is measured.',
  wholeSlide: 'Whole slide',
  wholeSlideHint: 'With the settings above.',
  tissueStep: 'Tissue',
  stainStep: 'Stain check',
  thresholdsPart: 'Thresholds',
  cellsPart: 'Cells',
  regionsPart: 'Regions',
  comparePart: 'Compare',
  exportPart: 'Export',

  undo: 'Undo',
  redo: 'Redo',
  readingOpens: 'Looking for an earlier reading...',
  draftNone: 'New reading',
  draftPending: 'Saving...',
  draftSaved: (at: number) => `Saved here at ${clock(at)}`,
  draftRestored: (at: number) => `Restored, saved ${dateAndTime(at)}`,
  draftNotSaved: 'Not saved',
  draftFailed: (reason: string) =>
    `${reason} Your work stays here until the page is closed: sign and export before that.`,
  readingOffered:
    'You have read this slide before, so what was done here without a name is not part of your reading.',
  takeOffered: 'Take it over',
  changedElsewhere:
    'This reading was changed in another tab and stands here as it was stored there; Undo brings back what stood here.',
  frozen: 'This reading is signed and cannot be changed. Press "New version" under Sign to go on.',
  interrupted: (area: string) =>
    `The measurement of the ${area} was interrupted when the page was closed or loaded again.`,
  measuredElsewhere: (area: string) =>
    `The ${area} is being measured in another tab of this browser. The result comes here when it is there.`,
  measureAgain: 'Measure again',
  cellsLost: {
    message: 'The cells of the last measurement are no longer stored in this browser.',
    nextStep: 'Measure again to see them; your reading and what was signed are still here.',
  },
  cellsNotKept: {
    message: 'This browser has no room for the cells of this measurement.',
    nextStep: 'Export them before you close the page: after that the measurement stored before comes back.',
  },
  runAside:
    'A measurement ended after this reading was signed. It is kept aside and changes nothing here; "New version" shows it.',
  asideNotKept: {
    message: 'A measurement ended after this reading was signed, and this browser has no room to keep it.',
    nextStep: 'What was signed is as it was. Press "New version" and measure again.',
  },
  otherSettings: 'The settings were changed after this measurement: the numbers below are from before.',
  settingsOfFiles:
    'This result was measured on the command line with a mask or a preset file, which this page does not have. Look at it and export it here; sign or save it only after measuring again with the settings of this page.',
  runGoesOn: (area: string) => `Measuring the ${area}. It goes on while you look at something else.`,
  timeLeft: (seconds: number) =>
    seconds < 60
      ? `About ${number(Math.max(1, Math.ceil(seconds / 5) * 5))} s left.`
      : `About ${number(Math.ceil(seconds / 60))} min left.`,
  partialSoFar: 'part',
  runLegend: 'On the slide, mean grade:',
  hScoreSoFar: (value: number) => `H-score ${number(value)}`,
  cellsSoFar: (cells: number, positive: number) =>
    `${number(cells)} cells so far, ${number((100 * positive) / cells, 1)} % positive`,
  cancelled: 'Cancelled. Nothing was kept of that run.',
  unexpected: (reason: string) => `The measurement stopped (${reason}).`,
  unexpectedNext: 'Measure again; if it stays, reload the page.',

  regionsDrawn: (count: number) => (count === 0 ? 'none drawn' : `${number(count)} drawn`),

  sign: 'Sign',
  signHint: 'Signing freezes this reading: settings, regions, corrections and scores.',
  signAfterRun: 'A measurement is running. Sign when it has ended.',
  signAfterMeasuring: 'Nothing is measured yet. Measure first, then sign.',
  signAfterMeasuringAgain: 'The settings are not those of the measurement. Measure again, then sign.',
  signAfterScoring: 'The scores are being computed. Sign in a moment.',
  signNeedsName: 'Enter your name at the top of this panel first: it is written beside the signature.',
  signFailed: 'The reading changed while it was being signed. Look at it once more and sign again.',
  accept: 'I accept the scores as shown',
  override: 'I override one score',
  overrideScore: 'Score',
  overrideValue: 'My value',
  overrideValueHint: (max: number) => (max === Number.MAX_VALUE ? '0 or more' : `0 to ${number(max)}`),
  overrideReason: 'Reason',
  overrideReasonHint: 'Why the value shown is not right',
  overrideIncomplete: (max: number | undefined) =>
    `Give a value ${max === undefined ? 'of the list' : `from 0 to ${number(max)}`} and a reason.`,
  overrideChanged: (score: string, from: string, to: string, value: string) =>
    `${score} was ${from} when you entered ${value}; now it is ${to}.`,
  overrideKeep: (value: string) => `Keep ${value}`,
  signButton: 'Sign this reading',
  signing:
    'The signed version is being stored in this browser. Keep the page open until this notice is gone.',
  signedNotStoredNotice:
    'This browser did not store the signed version. Export it or save it to the archive before you close the page.',
  signedVersion: {
    stored: (version: number) => `Version ${number(version)}, signed`,
    storing: (version: number) => `Version ${number(version)}, signed, saving...`,
    'not stored': (version: number) => `Version ${number(version)}, signed, not saved`,
  },
  signedBy: (reader: string, at: number) => `${reader}, ${dateAndTime(at)}`,
  newVersion: 'New version',
  newVersionHint: 'Begins a copy that can be changed; the signed version stays as it is.',
  earlierVersions: 'Signed versions',
  version: (version: number) => `Version ${number(version)}`,
  accepted: 'Scores accepted as shown',
  overridden: (score: string, from: string, to: string) => `${score}: ${to} instead of ${from}`,
  reason: 'Reason',
  decision: 'Decision',
  signedAtWord: 'Signed',
  toolsValue: (value: string) => `tool: ${value}`,
  corrections: 'Corrections',
  correctionsMade: (edits: number, regions: number) =>
    `${number(edits)} ${edits === 1 ? 'cell' : 'cells'}, ${number(regions)} ${regions === 1 ? 'region' : 'regions'}`,
  seal: 'Seal',
  sealBroken: 'This version is no longer what was signed: its stored copy was changed.',
  signedScores: {
    percentPositive: 'Positive',
    'hScore.whole': 'H-score',
    'hScore.tumour': 'H-score of the tumour',
    'hScore.stroma': 'H-score of the stroma',
    'allred.whole': 'Allred score',
    'densityPerMm2.whole.positive': 'Positive cells per mm²',
    'densityPerMm2.tumour.positive': 'Positive cells per mm² of tumour',
    'densityPerMm2.stroma.positive': 'Positive cells per mm² of stroma',
    ki67Index: 'Ki-67 index',
    tps: 'TPS',
    cps: 'CPS',
    'her2.class': 'HER2',
  } as Readonly<Record<string, string>>,
  /** With the unit of its score, as the result shows it. */
  scoreValue: (path: string, value: number | string | null) =>
    value === null
      ? 'not evaluable'
      : typeof value === 'number'
        ? `${number(value, path.startsWith('allred') ? 0 : 1)}${IN_PERCENT.has(path) ? ' %' : ''}`
        : value,
} as const;
