/** The image with 0 where there is more DAB than haematoxylin, so that a stained membrane is no nucleus. */
export function withoutDab(
  image: Float32Array,
  haematoxylin: Float32Array,
  dab: Float32Array,
  pixels: number,
  out: Float32Array,
): void {
  for (let i = 0; i < pixels; i++) out[i] = dab[i]! > haematoxylin[i]! ? 0 : image[i]!;
}

/** The median over a disc; pixels beyond the edge repeat the edge. */
export function median(
  image: Float32Array,
  width: number,
  height: number,
  radius: number,
  out: Float32Array,
): void {
  const reach = Math.floor(radius);
  const offsets: (readonly [number, number])[] = [];
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      // As ImageJ's rank filters draw a disc.
      if (dx * dx + dy * dy <= radius * radius + 1) offsets.push([dx, dy]);
    }
  }
  const values = new Float32Array(offsets.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let k = 0; k < offsets.length; k++) {
        const column = Math.min(width - 1, Math.max(0, x + offsets[k]![0]));
        const row = Math.min(height - 1, Math.max(0, y + offsets[k]![1]));
        values[k] = image[row * width + column]!;
      }
      out[y * width + x] = values.sort()[values.length >> 1]!;
    }
  }
}

/** Clears the mask where what was subtracted from `original` exceeds the limit. */
export function clearDarkBackground(
  original: Float32Array,
  corrected: Float32Array,
  limit: number,
  pixels: number,
  mask: Uint8Array,
): void {
  for (let i = 0; i < pixels; i++) if (original[i]! - corrected[i]! > limit) mask[i] = 0;
}
