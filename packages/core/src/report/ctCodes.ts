import { dcm, own, sct, ucum } from '../dicom/codes';
import type { Code } from '../dicom/contentItem';
import type { PredictedClass, Target } from '../result/predictionResult';

/** Names and units of what a CT's report holds; no public scheme has codes for the biomarkers. */
export const TARGET_CODES: Readonly<Record<Target, Code>> = {
  tsr: own('TSR', 'Tumour-stroma ratio'),
  tils: own('TILS', 'Tumour-infiltrating lymphocytes'),
  is: own('IS', 'Immune score'),
  time: own('TIME', 'TIME type'),
};
export const CLASS_CODES: Readonly<Record<PredictedClass, Code>> = {
  high: sct('75540009', 'High'),
  low: sct('62482003', 'Low'),
};

export const PROBABILITY = own('PROBABILITY', 'Probability of the class "high"');
export const THRESHOLD = own('THRESHOLD', 'Probability from which on the class is "high"');
export const PREDICTED_CLASS = own('PREDICTEDCLASS', 'Class predicted by the network');
export const READER_CLASS = own('READERCLASS', 'Class that the reader gives instead');
export const AMENDED_CLASS = own('AMENDEDCLASS', "Class in whose place the reader's stands");
export const TIME_COUNT = own('TIMECOUNT', 'Number of high biomarkers among TSR, TILs and IS');
export const DERIVED_TIME = own('DERIVEDTIME', 'TIME type derived from TSR, TILs and IS');
export const ROI_VOXELS = own('ROIVOXELS', 'Voxels of the region on the slice');
export const SLICE_NUMBER = own('SLICENUMBER', 'Instance Number of the slice');
export const SLICE_INDEX = own('SLICEINDEX', 'Index of the slice in the volume, from 0');
/** LPS: the coordinate of Image Position (Patient). */
export const SLICE_POSITION = own('SLICEPOSITION', "Position of the slice on the patient's z axis");
export const SLICE_CHOSEN_BY = own('SLICECHOSENBY', 'Who or what chose the slice');
export const AUC = own('AUC', 'Area under the ROC curve measured for these weights');
export const MODEL_SHA256 = own('MODELSHA256', 'SHA-256 of the weights that predicted');
/** Below the AUC. */
export const AUC_DATA = own('AUCDATA', 'Data that the area under the curve was measured on');

export const VOLUME = sct('118565006', 'Volume');
export const AREA = sct('42798000', 'Area');
export const LONG_AXIS = sct('103339001', 'Long axis');
export const SHORT_AXIS = sct('103340004', 'Short axis');
/** PS3.16 CID 7471; "mean" stands below it (TID 1419). */
export const ATTENUATION = dcm('112031', 'Attenuation Coefficient');
export const DERIVATION = dcm('121401', 'Derivation');
export const MEAN = sct('373098007', 'Mean');
export const MILLIMETRES = ucum('mm', 'millimeter');
export const HOUNSFIELD_UNITS = ucum("[hnsf'U]", 'Hounsfield unit');
export const CUBIC_MILLIMETRES = ucum('mm3', 'cubic millimeter');
export const SQUARE_MILLIMETRES = ucum('mm2', 'square millimeter');
export const VOXELS = ucum('{voxels}', 'voxels');
export const TARGETS_COUNTED = ucum('{targets}', 'targets');

export const ABNORMAL_STRUCTURE = sct('49755003', 'Morphologically abnormal structure');
export const NEOPLASM = sct('108369006', 'Neoplasm');
export const COMPUTED_TOMOGRAPHY = sct('77477000', 'Computed tomography');
export const GRAD_CAM = dcm('130403', 'Gradient-weighted class activation map');
