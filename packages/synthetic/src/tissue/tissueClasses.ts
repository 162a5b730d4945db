/** The nine classes of Kather's colorectal tiles (Kather et al., PLoS Med 2019), in their published order. */
export const tissueClasses = ['ADI', 'BAC', 'DEB', 'LYM', 'MUC', 'MUS', 'NOR', 'STR', 'TUM'] as const;

/**
 * Fat, background, debris, lymphocytes, mucus, smooth muscle, normal mucosa, stroma, tumour epithelium. The opening of a
 * gland or vessel belongs to the tissue around it.
 */
export type TissueClass = (typeof tissueClasses)[number];
