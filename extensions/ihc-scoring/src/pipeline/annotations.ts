import type { MatrixPoint } from '@timescope/core/frames';
import type { FoundByMap } from './annotations/areasByMap';

/**
 * What a drawn area is for: `region` limits what is measured, `exclude` and `control` (an on-slide control) are left
 * out, `tumour`, `stroma` and `other` (tissue that is neither) name compartments and do not limit.
 */
export const ANNOTATION_ROLES = ['region', 'tumour', 'stroma', 'other', 'exclude', 'control'] as const;
export type AnnotationRole = (typeof ANNOTATION_ROLES)[number];

/** Roles that say what the tissue is. */
export const TISSUE_ROLES = ['tumour', 'stroma', 'other'] as const satisfies readonly AnnotationRole[];
export type TissueRole = (typeof TISSUE_ROLES)[number];
export const isTissueRole = (role: AnnotationRole): role is TissueRole =>
  TISSUE_ROLES.some(each => each === role);

/**
 * A drawn area in matrix pixels. Rings are closed without repeating their first point; inside is where an odd number of
 * them is crossed (even-odd over all rings), so a ring within a ring is a hole.
 */
export interface Annotation {
  readonly name: string;
  readonly role: AnnotationRole;
  readonly rings: readonly (readonly MatrixPoint[])[];
  /** Where a network's map drew it; a reader may have changed it since. */
  readonly foundBy?: FoundByMap;
}

/** A region of one ring, as it is drawn in the viewer. */
export const regionAnnotation = (ring: readonly MatrixPoint[]): Annotation => ({
  name: 'Region',
  role: 'region',
  rings: [ring],
});
