import { own, sct, ucum } from '../dicom/codes';
import type { Code } from '../dicom/contentItem';
import type { CompartmentScores, ScoreResult } from '../result/scoreResult';

/** Names and units of what a slide's report holds; no public scheme has codes for most of it. */
export const PERCENT = ucum('%', 'percent');
export const CELLS = ucum('{cells}', 'cells');
export const PIXELS = ucum('{pixels}', 'pixels');
export const POINTS = ucum('{score}', 'score');
export const SQUARE_MILLIMETRES = ucum('mm2', 'square millimeter');
export const PER_SQUARE_MILLIMETRE = ucum('/mm2', 'per square millimeter');
export const SHARE = ucum('1', 'no units');
export const SQUARE_MICROMETRES = ucum('um2', 'square micrometer');

export const AREA = sct('42798000', 'Area');
export const CELL_COUNT = own('CELLS', 'Evaluated cells');
export const POSITIVE_COUNT = own('POSITIVECELLS', 'Positive cells');
export const NOT_EVALUABLE_COUNT = own('NOTEVALUABLE', 'Cells that cannot be evaluated');
export const PERCENT_POSITIVE = own('PERCENTPOSITIVE', 'Positive cells of the evaluated ones');
export const HSCORE = own('HSCORE', 'H-score');
export const TUMOUR_FRACTION = own('TUMOURFRACTION', 'Area of tumour / area of tissue');
export const TUMOUR_CELLULARITY = own('CELLULARITY', 'Tumour cells / all cells');
export const COVERAGE = own('COVERAGE', 'Tissue analysed / tissue asked for');
export const TISSUE_PIXELS = own('TISSUEPIXELS', 'Working pixels of tissue');
export const CELL_PIXELS = own('CELLPIXELS', 'Working pixels within cells');
export const WORKING_PIXEL = own('WORKINGPIXEL', 'Area of a working pixel');
export const PIXEL_WIDTH = own('PIXELWIDTH', 'Width of a pixel of the finest level');
export const PIXEL_HEIGHT = own('PIXELHEIGHT', 'Height of a pixel of the finest level');
export const MICROMETRES = ucum('um', 'micrometer');
export const MAP_AREA = own('MAPAREA', 'Area in the tissue map');
export const COMPARTMENT = own('COMPARTMENT', 'Compartment');
export const GRADE = own('GRADE', 'Grade of the DAB optical density');
export const CATEGORY = own('CATEGORY', 'Category');
export const AREA_ROLE = own('AREAROLE', 'Role of a drawn area');
export const DECIDED_SCORE = own('DECIDEDSCORE', 'Score that is overridden');
export const MEASURED_VALUE = own('MEASUREDVALUE', 'Value that was measured');
export const SIGNED_VALUE = own('SIGNEDVALUE', 'Value that the reader signed');
export const SIGNED_VERSION = own('SIGNEDVERSION', 'Number of the signed version');

export const COMPARTMENTS: readonly Code[] = [
  own('OTHER', 'Tissue, not classified'),
  sct('108369006', 'Neoplasm'),
  sct('21793004', 'Connective tissue'),
];
export const GRADES: readonly Code[] = [
  own('GRADE0', 'Negative cells'),
  own('GRADE1', 'Cells of grade 1+'),
  own('GRADE2', 'Cells of grade 2+'),
  own('GRADE3', 'Cells of grade 3+'),
];

type NumbersOf<Scores> = {
  [Name in keyof Scores]-?: Scores[Name] extends number | null ? Name : never;
}[keyof Scores];

/** Scores of a compartment, and of the whole. */
export const COMPARTMENT_SCORES: readonly (readonly [NumbersOf<CompartmentScores>, Code, Code])[] = [
  ['percentPositive', PERCENT_POSITIVE, PERCENT],
  ['hScore', HSCORE, POINTS],
  ['hScorePixels', own('HSCOREPIXELS', 'H-score by pixels within cells'), POINTS],
  ['allred', own('ALLRED', 'Allred score'), POINTS],
  ['areaMm2', AREA, SQUARE_MILLIMETRES],
  ['positiveAreaPercent', own('POSITIVEAREA', 'Share of the area that is at least 1+'), PERCENT],
];

/** Scores of the whole slide only. */
export const SLIDE_SCORES: readonly (readonly [NumbersOf<ScoreResult>, Code, Code])[] = [
  ['ki67Index', own('KI67', 'Ki-67 index'), PERCENT],
  ['tps', own('TPS', 'Tumour proportion score'), PERCENT],
  ['cps', own('CPS', 'Combined positive score'), POINTS],
  ['tumourFraction', TUMOUR_FRACTION, SHARE],
  ['tumourCellularity', TUMOUR_CELLULARITY, SHARE],
];

export const DENSITIES = {
  cells: own('CELLDENSITY', 'Evaluated cells per area'),
  positive: own('POSITIVEDENSITY', 'Positive cells per area'),
} as const;

export const HER2_CLASS = own('HER2', 'HER2 by immunohistochemistry');
/** Answers of LOINC 85319-2. */
export const HER2_ANSWERS: Readonly<Record<string, Code>> = {
  '0': { value: 'LA6111-4', scheme: 'LN', meaning: '0' },
  '1+': { value: 'LA11841-6', scheme: 'LN', meaning: '1+' },
  '2+': { value: 'LA11842-4', scheme: 'LN', meaning: '2+' },
  '3+': { value: 'LA11843-2', scheme: 'LN', meaning: '3+' },
};
