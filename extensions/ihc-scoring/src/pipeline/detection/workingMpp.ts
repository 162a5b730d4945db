/** Micrometres per pixel at which nuclei are found. */
export const WORKING_MPP = 0.5;
