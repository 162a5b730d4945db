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

export const PERCENTILES = ucum('{percentile}', 'percentile');
export const PATIENTS = ucum('{patients}', 'patients');
export const GRADES_OF_LYMPHOCYTES = ucum('{grade}', 'grade');

export const GROUP_CODES: Readonly<Record<PredictedClass | 'intermediate', Code>> = {
  ...CLASS_CODES,
  intermediate: sct('11896004', 'Intermediate'),
};
