/** Texts of regions, brush and pixel classifier. */
export const regions = {} as const;
