import { own, sct, ucum } from '../dicom/codes';
import type { Code } from '../dicom/contentItem';
import type { PredictedClass } from '../result/predictionResult';
import { CLASS_CODES } from './ctCodes';

/** Names and units of what the report of a patient's CD3 and CD8 slides holds beside what a slide's and a CT's hold. */
export const TISSUE_CLASS = own('TISSUECLASS', 'Class that the tissue shows');
export const STROMA_RATIO = own('STROMARATIO', 'Area of stroma / (stroma + tumour epithelium)');
export const MEASURED_ON = own('MEASUREDON', 'What it was measured on');
export const TIL_GRADE = own('TILGRADE', 'Grade of the tumour-infiltrating lymphocytes (0 to 3)');
export const IMMUNE_POINTS = own('IMMUNEPOINTS', 'Immune score of CD3 and CD8, centre and margin (0 to 4)');
export const STROMA_IMMUNE = own('STROMAIMMUNE', 'Stroma-immune score');
export const INTRAEPITHELIAL_IMMUNE = own('EPITHELIUMIMMUNE', 'Intraepithelial-immune score');
export const SCORE_GROUP = own('SCOREGROUP', 'Group of the score in the reference cohort');
export const MARKER = own('MARKER', 'Marker');
/** Of a density, below its number. */
export const PERCENTILE = own('PERCENTILE', 'Percentile in the reference cohort');
export const COHORT = own('COHORT', 'Reference cohort');
export const COHORT_PATIENTS = own('COHORTPATIENTS', 'Patients of the reference cohort');
export const COHORT_HASH = own('COHORTHASH', 'Hash of the reference cohort');
export const COHORT_DATE = own('COHORTDATE', 'Date of the reference cohort');
export const COHORT_STAINING = own('COHORTSTAINING', 'Staining protocol of the reference cohort');
export const COHORT_METHOD = own('COHORTMETHOD', 'How cells and tissue of the reference cohort were found');
export const COHORT_PAIRS = own('COHORTPAIRS', 'Patients of the cohort with both densities');
export const LOW_CUTOFF = own('LOWCUTOFF', 'Score from which on the group is intermediate');
export const HIGH_CUTOFF = own('HIGHCUTOFF', 'Score from which on the group is high');
export const CUTOFF_DISTANCE = own('CUTOFFDISTANCE', 'Distance to the nearest cut-off');
export const TWO_GROUPS = own('TWOGROUPS', 'Group where intermediate and high are one');
/** Of a place of the immune score. */
export const IMMUNE_POINT = own('IMMUNEPOINT', 'Point of the immune score for this marker and place');
export const POINT_CUTOFF = own('POINTCUTOFF', 'Density above which there is a point');
export const TUMOUR_CENTRE = own('TUMOURCENTRE', 'Centre of the tumour');
export const INVASIVE_MARGIN = own('INVASIVEMARGIN', 'Invasive margin');
export const TIL_READERS = own('TILREADERS', 'Readers who gave the grade');
export const FIELDS_RATIO = own('FIELDSRATIO', 'Greatest share of stroma of three fields on H&E');
export const RATIO_READ_BY = own('RATIOREADBY', 'Which tumour-stroma ratio the TIME type counts');
/** A slide of the patient. */
export const SECTION = own('SECTION', 'Stained section');
export const FIELD_RATIO = own('FIELDRATIO', 'Share of stroma of a field');
export const TISSUE_SOURCE = own('TISSUESOURCE', 'Where tumour and stroma come from');
export const RESIDUAL = own('RESIDUAL', 'Distance of the borders of registered sections');

export const PERCENTILES = ucum('{percentile}', 'percentile');
export const PATIENTS = ucum('{patients}', 'patients');
export const READERS = ucum('{readers}', 'readers');
export const GRADES_OF_LYMPHOCYTES = ucum('{grade}', 'grade');

export const GROUP_CODES: Readonly<Record<PredictedClass | 'intermediate', Code>> = {
  ...CLASS_CODES,
  intermediate: sct('11896004', 'Intermediate'),
};
