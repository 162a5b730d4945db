import type { PredictedClass, Target } from '../../result/predictionResult';
import type { Side } from '../conclusionParts';
import type { Agreement, ReportSource, RowDecision } from '../reportDocument';

/** The short words that the sentences are made of. */
export const targets: Readonly<Record<Target, string>> = { tsr: 'TSR', tils: 'TILs', is: 'IS', time: 'TIME' };
export const kinds: Readonly<Record<ReportSource['kind'], string>> = {
  ct: 'CT',
  slide: 'Slide',
  immune: 'Immune indices',
};
export const sides: Readonly<Record<Side, string>> = { ct: 'CT', tissue: 'tissue' };
export const classes: Readonly<Record<PredictedClass, string>> = { high: 'high', low: 'low' };
export const decisionKinds: Readonly<Record<RowDecision['kind'], string>> = {
  accepted: 'accepted',
  amended: 'amended',
  rejected: 'rejected',
};
export const agreement: Readonly<Record<Agreement, string>> = {
  concordant: 'concordant',
  discordant: 'discordant',
  'not comparable': 'not comparable',
};
