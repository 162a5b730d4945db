import { own } from '../dicom/codes';

/** Differences of two slides: later less earlier. */
export const HSCORE_CHANGE = own('HSCORECHANGE', 'Change of the H-score');
export const DENSITY_CHANGE = own('DENSITYCHANGE', 'Change of the positive cells per area');
