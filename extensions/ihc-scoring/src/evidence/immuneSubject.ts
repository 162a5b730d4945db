import { kindOfResult, subjectWith } from '@timescope/core/dicomweb/studyResults';

/** What the report of a patient's sections says it is, before the version; the first is its file's name, too. */
export const IMMUNE = 'immune';
export const INDICES = 'indices';

/** The first group of the report. */
export const RATIO_GROUP = 'Tumour-stroma ratio';

/** What versions of one patient's immune result have in common beside slides and reader. */
export const IMMUNE_SUBJECT = subjectWith(kindOfResult(IMMUNE, INDICES), RATIO_GROUP);
