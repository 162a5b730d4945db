import type { Reading } from '../../pipeline/reading/reading';
import type { DrawnTissue } from '../../pipeline/tissueMap/tissueSource';
import { classOfRegion } from './correctionClass';

/** The tissue that the reader drew or painted. */
export const paintedTissue = ({ regions }: Pick<Reading, 'regions'>): readonly DrawnTissue[] =>
  regions.flatMap(region => {
    const className = classOfRegion(region);
    return className === undefined ? [] : [{ className, rings: region.rings }];
  });
