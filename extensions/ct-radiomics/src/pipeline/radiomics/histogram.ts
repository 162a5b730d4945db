import type { GreyLevels } from './discretise';
import { entropy, weighed, type Features } from './featureTable';
import { statistics } from './statistics';

/** Voxels at each grey level, from level 1. */
export function levelCounts({ levels, voxels, count }: GreyLevels): Float64Array {
  const counts = new Float64Array(count);
  for (const voxel of voxels) {
    const at = (levels[voxel] ?? 0) - 1;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

/** Entropy in bits and uniformity of the grey levels. */
export function levelDisorder(levels: GreyLevels): { entropy: number; uniformity: number } {
  const shares = levelCounts(levels).map(count => count / levels.voxels.length);
  return { entropy: entropy(shares), uniformity: weighed(shares, at => shares[at] ?? 0) };
}

/** IBSI 3.4, intensity histogram (tags without `ih_`). Of equal modes the one nearest the mean, then the lower. */
export function histogram(levels: GreyLevels): Features {
  const counts = levelCounts(levels);
  const shared = statistics(Float64Array.from(levels.voxels, at => levels.levels[at] ?? 0));
  const slopes = gradient(counts);
  const [steepest, falling] = [Math.max(...slopes), Math.min(...slopes)];
  return {
    ...shared,
    mode: mode(counts, shared.mean ?? 0),
    ...levelDisorder(levels),
    max_grad: steepest,
    max_grad_g: slopes.indexOf(steepest) + 1,
    min_grad: falling,
    min_grad_g: slopes.indexOf(falling) + 1,
  };
}

function mode(counts: Float64Array, mean: number): number {
  let best = 0;
  counts.forEach((count, at) => {
    const most = counts[best] ?? 0;
    if (count > most || (count === most && Math.abs(at + 1 - mean) < Math.abs(best + 1 - mean))) best = at;
  });
  return best + 1;
}

/** Central differences; at both ends the difference to the only neighbour. */
function gradient(counts: Float64Array): Float64Array {
  const last = counts.length - 1;
  if (last === 0) return new Float64Array(1);
  const at = (index: number) => counts[Math.min(last, Math.max(0, index))] ?? 0;
  return counts.map((_, k) => (at(k + 1) - at(k - 1)) / (k === 0 || k === last ? 1 : 2));
}
