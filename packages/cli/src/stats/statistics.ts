import { blandAltman, dice, error, icc, kappa, pearson, spearman } from './agreementStatistics';
import { calibration, dca, roc } from './diagnosticStatistics';
import { change, chisq, cut2, kruskal, ks, mannwhitney, ttest } from './groupStatistics';
import { cox, logistic } from './modelStatistics';
import type { Statistic } from './statisticTypes';
import { cindex, km, logrank } from './survivalStatistics';

/** Every statistic of `timescope stats`, by its name. */
export const statistics: Readonly<Record<string, Statistic>> = {
  km,
  logrank,
  cox,
  cindex,
  cut2,
  roc,
  calibration,
  dca,
  logistic,
  icc,
  kappa,
  spearman,
  pearson,
  'bland-altman': blandAltman,
  error,
  dice,
  mannwhitney,
  kruskal,
  ttest,
  ks,
  chisq,
  change,
};
