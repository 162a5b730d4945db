/** Xu et al. 2021: both stains are needed for a score. */
export const IMMUNE_MARKERS = ['cd3', 'cd8'] as const;
export type ImmuneMarker = (typeof IMMUNE_MARKERS)[number];

export const MARKER_NAMES: Readonly<Record<ImmuneMarker, string>> = { cd3: 'CD3', cd8: 'CD8' };

/** Tissue of the whole slide, then places of the immune score's fields. */
export const IMMUNE_PLACES = ['stroma', 'tumour', 'centre', 'margin'] as const;
export type ImmunePlace = (typeof IMMUNE_PLACES)[number];

/** Positive cells per square millimetre at each place; null where the place is missing or was not measured. */
export type PlaceDensities = Readonly<Record<ImmunePlace, number | null>>;

/** More cells than fit into a square millimetre. Ours. */
export const MOST_DENSITY = 1e5;

export const NO_DENSITIES: PlaceDensities = { stroma: null, tumour: null, centre: null, margin: null };
