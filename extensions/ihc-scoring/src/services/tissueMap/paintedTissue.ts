import { sha256Hex } from '@timescope/core/sha256';
import type { Reading } from '../../pipeline/reading/reading';
import type { DrawnTissue } from '../../pipeline/tissueMap/tissueSource';
import { classOfRegion } from './correctionClass';

/** The tissue that the reader drew or painted. */
export const paintedTissue = ({ regions }: Pick<Reading, 'regions'>): readonly DrawnTissue[] =>
  regions.flatMap(region => {
    const className = classOfRegion(region);
    return className === undefined || region.rings.length === 0 ? [] : [{ className, rings: region.rings }];
  });

/** Equal for readings in which the same tissue is drawn and painted. */
export const tissueMark = (reading: Pick<Reading, 'regions'>): string =>
  sha256Hex(JSON.stringify(paintedTissue(reading)));
