import type { GradeThresholds } from '../intensity';

/** 100 (n1 + 2 n2 + 3 n3) / n over the pixels of a target region, 0 to 300; null without any. */
export function hScoreOf(dab: Float32Array, target: Uint8Array, thresholds: GradeThresholds): number | null {
  let [pixels, steps] = [0, 0];
  target.forEach((is, i) => {
    if (is === 0) return;
    const brown = dab[i] ?? 0;
    pixels++;
    for (const threshold of thresholds) if (brown >= threshold) steps++;
  });
  return pixels === 0 ? null : (100 * steps) / pixels;
}

/**
 * The H-score of all patches together: their mean, each weighted by its target pixels. By the formula that is exactly
 * the H-score of all these pixels.
 */
export function weightedScore(
  patches: readonly { readonly pixels: number; readonly hScore: number | null }[],
): number | null {
  let [pixels, sum] = [0, 0];
  for (const patch of patches) {
    if (patch.hScore === null) continue;
    pixels += patch.pixels;
    sum += patch.pixels * patch.hScore;
  }
  return pixels === 0 ? null : sum / pixels;
}
