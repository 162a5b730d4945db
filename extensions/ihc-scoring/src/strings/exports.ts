/** Texts of exports, hotspots and comparison. */
export const exports = {} as const;
