import { isTissueRole, type TissueRole } from '../../pipeline/annotations';
import type { Reading } from '../../pipeline/reading/reading';
import type { MapClass } from '../../pipeline/tissueMap/classMap';
import type { DrawnTissue } from '../../pipeline/tissueMap/tissueSource';

const CLASSES: Readonly<Record<TissueRole, MapClass>> = { tumour: 'TUM', stroma: 'STR', other: 'OTH' };

/** The tissue that the reader drew or painted. */
export const paintedTissue = ({ regions }: Pick<Reading, 'regions'>): readonly DrawnTissue[] =>
  regions.flatMap(({ role, rings }) => (isTissueRole(role) ? [{ className: CLASSES[role], rings }] : []));
