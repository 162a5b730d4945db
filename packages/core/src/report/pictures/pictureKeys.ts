import type { Target } from '../../result/predictionResult';
import type { CtFacts, SlideFacts } from '../reportFacts';

/** The slice with the outline alone, so that nothing covers what was outlined. */
export const CT_OUTLINE_PICTURE = 'ct-outline';
/** The same with the heat map of `heatMapTarget`. */
export const CT_HEAT_PICTURE = 'ct-heat';

export const slidePictureKey = ({ source }: SlideFacts): string => `slide-${source.sopInstanceUid}`;

/** The sum before its parts; ours. */
const SHOWN_FIRST: readonly Target[] = ['time', 'tsr', 'tils', 'is'];

/** The target whose heat map the report shows: TIME's, else the first that has one; undefined when none was stored. */
export const heatMapTarget = ({ targets }: CtFacts): Target | undefined =>
  SHOWN_FIRST.find(target => targets[target]?.map !== undefined);
