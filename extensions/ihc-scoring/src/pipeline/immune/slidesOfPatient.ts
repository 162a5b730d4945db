import { MARKER_NAMES } from './immuneDensities';

/** In the order in which they are named. */
export const SLIDES_OF_PATIENT = ['cd3', 'cd8', 'he'] as const;
export type SlideOfPatient = (typeof SLIDES_OF_PATIENT)[number];

/** As a reader calls each slide. */
export const SLIDE_TITLES: Readonly<Record<SlideOfPatient, string>> = { ...MARKER_NAMES, he: 'H&E' };
