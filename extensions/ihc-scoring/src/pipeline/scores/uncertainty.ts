import type { Counts, CutoffDistance, GradeCounts } from '@timescope/core/result/scoreResult';
import { asMeasured, type MeasuredDetector } from '../detection/asMeasured';
import type { CutScore } from '../presets/preset';
import type { Settings } from '../settings';
import { totalOf } from './formulas';

/** 97.5 % point of the normal distribution: 95 % intervals. */
const Z = 1.959964;

/** Points by which cells that were found are off in half of the images. */
export interface DetectorError {
  readonly percent: number;
  readonly hScore: number;
}

/**
 * Median errors on the DSB2018 crops in H-DAB, of a style that the network did not see (docs/validation.md), where they are
 * larger than on generated fields. Ours, measured.
 */
const ERRORS: Readonly<Record<MeasuredDetector, DetectorError>> = {
  classical: { percent: 4.3, hScore: 7.1 },
  'beside network': { percent: 3.7, hScore: 6.1 },
};

/** Undefined where nobody measured it. */
export function detectorError(settings: Pick<Settings, 'detector' | 'measured'>): DetectorError | undefined {
  const measured = asMeasured(settings);
  return measured && ERRORS[measured];
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Wilson's 95 % interval of a counted share, in percent (Wilson, J Am Stat Assoc 1927;22:209). */
export function wilson({ total, positive }: Counts): Interval {
  const share = positive / total;
  const centre = share + (Z * Z) / (2 * total);
  const reach = Z * Math.sqrt((share * (1 - share)) / total + (Z * Z) / (4 * total * total));
  const scale = 100 / (1 + (Z * Z) / total);
  return { low: Math.max(0, (centre - reach) * scale), high: Math.min(100, (centre + reach) * scale) };
}

/** Normal 95 % interval of the H-score, from the spread of the grades. */
export function hScoreInterval(grades: GradeCounts): Interval {
  const [, weak, moderate, strong] = grades;
  const total = totalOf(grades);
  const mean = (weak + 2 * moderate + 3 * strong) / total;
  const variance = (weak + 4 * moderate + 9 * strong) / total - mean * mean;
  const reach = Z * Math.sqrt(Math.max(0, variance) / total);
  return { low: Math.max(0, 100 * (mean - reach)), high: Math.min(300, 100 * (mean + reach)) };
}

/** 95 % interval of the ratio of two counts, a 100, at most 100; both counts taken as Poisson's. */
export function ratioInterval(above: number, below: number): Interval {
  const ratio = above / below;
  const reach = Z * Math.sqrt(Math.max(1, above) / (below * below) + (ratio * ratio) / below);
  return { low: Math.max(0, 100 * (ratio - reach)), high: Math.min(100, 100 * (ratio + reach)) };
}

/** The distance to a cut-off, and whether the interval, widened by the detector's error where it is known, crosses it. */
export function distanceTo(
  cutoff: number,
  score: CutScore,
  value: number,
  counting: Interval,
  method: string,
  errorPoints: number | undefined,
): CutoffDistance {
  const low = Math.max(0, counting.low - (errorPoints ?? 0));
  const high = Math.min(score === 'hScore' ? 300 : 100, counting.high + (errorPoints ?? 0));
  return {
    score,
    value,
    cutoff,
    distance: value - cutoff,
    low,
    high,
    crosses: low < cutoff && high >= cutoff,
    method:
      errorPoints === undefined
        ? `${method}, of counting alone: the error of this detector and measurement was not measured`
        : `${method}, widened by ${errorPoints} points: the median error of this detector in validation`,
  };
}
