import type { WeightedStatistic } from './pairedBootstrap';

/** Area under the ROC curve, ties half; NaN where one class has no rows. */
export function weightedAuc(score: readonly number[], isPositive: readonly boolean[]): WeightedStatistic {
  const groups = equalGroups(score);
  return weight => {
    let [below, negatives, positives, won] = [0, 0, 0, 0];
    for (const group of groups) {
      let [ofPositives, ofNegatives] = [0, 0];
      for (const row of group) {
        const counted = weight[row] ?? 0;
        if (isPositive[row] === true) ofPositives += counted;
        else ofNegatives += counted;
      }
      won += ofPositives * (below + ofNegatives / 2);
      below += ofNegatives;
      positives += ofPositives;
      negatives += ofNegatives;
    }
    return positives * negatives === 0 ? NaN : won / (positives * negatives);
  };
}

/** Spearman's rho of mid-ranks; NaN where one column does not vary. */
export function weightedSpearman(x: readonly number[], y: readonly number[]): WeightedStatistic {
  const [ofX, ofY] = [x, y].map(equalGroups);
  const [rankX, rankY] = [new Float64Array(x.length), new Float64Array(x.length)];
  return weight => {
    rankInto(rankX, ofX ?? [], weight);
    rankInto(rankY, ofY ?? [], weight);
    return weightedCorrelation(rankX, rankY, weight);
  };
}

/** Mean of the values. */
export const weightedMean =
  (values: readonly number[]): WeightedStatistic =>
  weight => {
    let [total, count] = [0, 0];
    values.forEach((value, row) => {
      total += value * (weight[row] ?? 0);
      count += weight[row] ?? 0;
    });
    return count === 0 ? NaN : total / count;
  };

/** Rows of equal values together, ascending. */
function equalGroups(values: readonly number[]): number[][] {
  const order = Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const groups: number[][] = [];
  for (const row of order) {
    const last = groups.at(-1);
    if (last && values[last[0] ?? -1] === values[row]) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

function rankInto(ranks: Float64Array, groups: readonly (readonly number[])[], weight: Float64Array): void {
  let before = 0;
  for (const group of groups) {
    let own = 0;
    for (const row of group) own += weight[row] ?? 0;
    for (const row of group) ranks[row] = before + (own + 1) / 2;
    before += own;
  }
}

function weightedCorrelation(x: Float64Array, y: Float64Array, weight: Float64Array): number {
  let [n, sumX, sumY] = [0, 0, 0];
  weight.forEach((w, row) => {
    n += w;
    sumX += w * (x[row] ?? 0);
    sumY += w * (y[row] ?? 0);
  });
  let [xx, yy, xy] = [0, 0, 0];
  weight.forEach((w, row) => {
    const [dx, dy] = [(x[row] ?? 0) - sumX / n, (y[row] ?? 0) - sumY / n];
    xx += w * dx * dx;
    yy += w * dy * dy;
    xy += w * dx * dy;
  });
  return xx * yy === 0 ? NaN : xy / Math.sqrt(xx * yy);
}
