import { notComputable, type Computable } from '@timescope/core/statistics/computable';
import type { TwoGroups } from './immuneGroups';

export const TIME_COMPONENTS = ['tsr', 'tils', 'is'] as const;
export type TimeComponent = (typeof TIME_COMPONENTS)[number];

export interface TimeScore {
  /** 0 to 3: components that are high. */
  readonly score: number;
  readonly group: TwoGroups;
  readonly components: Readonly<Record<TimeComponent, TwoGroups>>;
  /** Which reading of the tumour-stroma ratio counts. */
  readonly tsrBy: string;
}

/** CT radiomics paper, "Assessment of TIME": 2 and 3 are high. */
const HIGH_FROM = 2;

const NAMES: Readonly<Record<TimeComponent, string>> = {
  tsr: 'the tumour-stroma ratio',
  tils: 'the grade of the lymphocytes',
  is: 'the immune score',
};

/** @param components undefined where one could not be measured */
export function timeScore(
  components: Readonly<Record<TimeComponent, TwoGroups | undefined>>,
  tsrBy: string,
): Computable<TimeScore> {
  const { tsr, tils, is } = components;
  if (tsr === undefined || tils === undefined || is === undefined) {
    const missing = TIME_COMPONENTS.filter(name => components[name] === undefined).map(name => NAMES[name]);
    return notComputable(`TIME needs all three components; missing: ${missing.join(', ')}.`);
  }
  const score = [tsr, tils, is].filter(group => group === 'high').length;
  return {
    kind: 'computed',
    score,
    group: score >= HIGH_FROM ? 'high' : 'low',
    components: { tsr, tils, is },
    tsrBy,
  };
}
