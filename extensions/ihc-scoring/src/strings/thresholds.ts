/** Texts of the histogram and the thresholds. */
export const thresholds = {} as const;
