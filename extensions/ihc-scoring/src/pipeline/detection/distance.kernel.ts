/** 10 um in pixels: no nucleus is thicker than 20 um, and distances are cut off here. Ours. */
export const MAX_DISTANCE = 20;

/**
 * Squared distance in pixels of every mask pixel to the nearest pixel outside the mask, exact up to MAX_DISTANCE;
 * 0 outside the mask.
 */
export function squaredDistance(
  mask: Uint8Array,
  width: number,
  height: number,
  rowsAway: Uint8Array,
  out: Int32Array,
): void {
  verticalDistance(mask, width, height, rowsAway);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const own = rowsAway[row + x]!;
      let best = own * own;
      const reach = Math.min(own, MAX_DISTANCE);
      for (let dx = 1; dx < reach && dx * dx < best; dx++) {
        const left = x - dx >= 0 ? rowsAway[row + x - dx]! : MAX_DISTANCE;
        const right = x + dx < width ? rowsAway[row + x + dx]! : MAX_DISTANCE;
        const nearer = left < right ? left : right;
        const squared = nearer * nearer + dx * dx;
        if (squared < best) best = squared;
      }
      out[row + x] = best;
    }
  }
}

function verticalDistance(mask: Uint8Array, width: number, height: number, out: Uint8Array): void {
  for (let i = 0; i < width; i++) out[i] = mask[i] ? MAX_DISTANCE : 0;
  for (let i = width; i < width * height; i++) {
    out[i] = mask[i] ? Math.min(MAX_DISTANCE, out[i - width]! + 1) : 0;
  }
  for (let i = width * (height - 1) - 1; i >= 0; i--) {
    const below = out[i + width]! + 1;
    if (below < out[i]!) out[i] = below;
  }
}
