import type { MatrixPoint } from '@timescope/core/frames';

/**
 * What a drawn area is for: `region` limits what is measured, `exclude` and `control` (an on-slide control) are left
 * out, `tumour` and `stroma` name compartments and do not limit.
 */
export type AnnotationRole = 'region' | 'tumour' | 'stroma' | 'exclude' | 'control';

/**
 * A drawn area in matrix pixels. Rings are closed without repeating their first point; inside is where an odd number of
 * them is crossed (even-odd over all rings), so a ring within a ring is a hole.
 */
export interface Annotation {
  readonly name: string;
  readonly role: AnnotationRole;
  readonly rings: readonly (readonly MatrixPoint[])[];
}

/** A region of one ring, as it is drawn in the viewer. */
export const regionAnnotation = (ring: readonly MatrixPoint[]): Annotation => ({
  name: 'Region',
  role: 'region',
  rings: [ring],
});
