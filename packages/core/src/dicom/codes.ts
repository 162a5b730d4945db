import type { Code } from './contentItem';

/** Codes of DICOM itself (PS3.16 annex D), SNOMED CT, UCUM, and the private scheme of docs/dicom-codes.md. */
export const dcm = (value: string, meaning: string): Code => ({ value, scheme: 'DCM', meaning });
export const sct = (value: string, meaning: string): Code => ({ value, scheme: 'SCT', meaning });
export const ucum = (value: string, meaning: string): Code => ({ value, scheme: 'UCUM', meaning });
/** For what no public scheme has a code; one value never changes its meaning. */
export const own = (value: string, meaning: string): Code => ({ value, scheme: '99TIMESCOPE', meaning });

/** Why a number is missing, as a sentence. */
export const REASON = own('REASON', 'Reason');
/** The result document of which the report is made, as JSON. */
export const RUN_DOCUMENT = own('RUNDOCUMENT', 'Result document (JSON)');
/** PS3.16 CID 42. */
export const INDETERMINATE = dcm('114011', 'Value indeterminate');
export const NO_UNITS = ucum('1', 'no units');

/** What a reader decided about a result, in reports of slides and of CT. */
export const DECISION = own('DECISION', 'Decision of the reader');
export const ACCEPTED = own('ACCEPTED', 'Accepted');
export const AMENDED = own('AMENDED', 'Amended');
export const REJECTED = own('REJECTED', 'Rejected');
/** Something that a reader of the result must know. */
export const WARNING = own('WARNING', 'Warning');
