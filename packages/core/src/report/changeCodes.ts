import { own } from '../dicom/codes';

/** Differences of two slides: later less earlier. */
export const HSCORE_CHANGE = own('HSCORECHANGE', 'Change of the H-score');
export const DENSITY_CHANGE = own('DENSITYCHANGE', 'Change of the positive cells per area');

/** Differences of two results of immune indices: later less earlier. */
export const TSR_CHANGE = own('TSRCHANGE', 'Change of the tumour-stroma ratio');
export const TIL_CHANGE = own('TILCHANGE', 'Change of the grade of the lymphocytes');
export const IS_CHANGE = own('ISCHANGE', 'Change of the immune score');
export const TIME_CHANGE = own('TIMECHANGE', 'Change of the number of high biomarkers');
export const PERCENTILE_CHANGE = own('PERCENTILECHANGE', 'Change of a mean of percentiles');
