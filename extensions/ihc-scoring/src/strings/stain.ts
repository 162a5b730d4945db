/** Texts of the stain check, the tissue and the stain channels. */
export const stain = {} as const;
