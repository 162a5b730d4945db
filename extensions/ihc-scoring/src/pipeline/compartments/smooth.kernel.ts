/**
 * One step of the "a trous" scale space (Holschneider et al. 1989; Starck and Murtagh): the kernel 1 4 6 4 1 / 16 with
 * `gap` - 1 holes between its taps, along rows and columns; its variance is gap * gap. The weights are exact in binary.
 * What lies beyond the edge repeats the edge. `out` must not be `image`; `between` holds as many values.
 */
export function smoothStep(
  image: Float32Array,
  width: number,
  height: number,
  gap: number,
  between: Float32Array,
  out: Float32Array,
): void {
  if (image.length < width * height || between.length < width * height || out.length < width * height)
    throw new RangeError('The images are smaller than they say.');
  alongRows(image, width, height, gap, between);
  alongColumns(between, width, height, gap, out);
}

function alongRows(image: Float32Array, width: number, height: number, gap: number, out: Float32Array): void {
  const last = width - 1;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const a = x < 2 * gap ? 0 : x - 2 * gap;
      const b = x < gap ? 0 : x - gap;
      const c = x + gap > last ? last : x + gap;
      const d = x + 2 * gap > last ? last : x + 2 * gap;
      const outer = image[row + a]! + image[row + d]!;
      const inner = image[row + b]! + image[row + c]!;
      out[row + x] = (outer + 4 * inner + 6 * image[row + x]!) / 16;
    }
  }
}

function alongColumns(
  image: Float32Array,
  width: number,
  height: number,
  gap: number,
  out: Float32Array,
): void {
  const last = height - 1;
  for (let y = 0; y < height; y++) {
    const a = (y < 2 * gap ? 0 : y - 2 * gap) * width;
    const b = (y < gap ? 0 : y - gap) * width;
    const c = (y + gap > last ? last : y + gap) * width;
    const d = (y + 2 * gap > last ? last : y + 2 * gap) * width;
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const outer = image[a + x]! + image[d + x]!;
      const inner = image[b + x]! + image[c + x]!;
      out[row + x] = (outer + 4 * inner + 6 * image[row + x]!) / 16;
    }
  }
}
