import type { Computable } from '@timescope/core/statistics/computable';
import { codeOf, type ClassMap } from '../tissueMap/classMap';
import { registerMaps, type Registration } from './registerMaps';
import type { RegisteredBy } from './sectionImage';

/** Two sections that are looked at together. */
export interface ViewedTogether extends Registration {
  readonly by: RegisteredBy;
}

/**
 * Lays one section on another for looking at both: by tumour and stroma where both maps tell tumour apart and are alike,
 * else by the outline of the tissue, which every slide has.
 */
export function registerForViewing(fixed: ClassMap, moving: ClassMap): Computable<ViewedTogether> {
  const byTumour = hasTumour(fixed) && hasTumour(moving) ? registerMaps(fixed, moving, 'tumour') : undefined;
  if (byTumour?.kind === 'computed') return { ...byTumour, by: 'tumour' };
  const byTissue = registerMaps(fixed, moving, 'tissue');
  return byTissue.kind === 'computed' ? { ...byTissue, by: 'tissue' } : (byTumour ?? byTissue);
}

const hasTumour = ({ values }: ClassMap): boolean => values.includes(codeOf('TUM'));
