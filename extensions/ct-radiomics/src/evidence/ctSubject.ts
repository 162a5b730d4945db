import { kindOfResult, subjectWith } from '@timescope/core/dicomweb/studyResults';

/** What the report of a CT says it is, before the version. */
export const PREDICTION = 'prediction';

/** What versions of one region's prediction have in common beside CT and reader. @param region its name */
export const ctSubject = (region: string): string => subjectWith(kindOfResult('CT', PREDICTION), region);
