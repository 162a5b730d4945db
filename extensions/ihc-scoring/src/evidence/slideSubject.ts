import { kindOfResult, subjectWith } from '@timescope/core/dicomweb/studyResults';

export const WHOLE_AREA = 'Whole area';

/** What the report of a slide says its scores are, before the version. */
export const SCORES = 'scores';

/** What versions of a slide's result have in common beside slide and reader: results of two markers have nothing. */
export const slideSubject = (marker: string): string => subjectWith(kindOfResult(marker, SCORES), WHOLE_AREA);
