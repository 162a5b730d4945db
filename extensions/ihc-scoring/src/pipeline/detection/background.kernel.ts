/**
 * Subtracts the local background: the opening of the image by a disc, taken at half resolution (2 x 2 means on the
 * slide's grid, so the tile must start at an even pixel). A local opening, not one by reconstruction: reconstruction
 * lets the result depend on where tiles are cut.
 * @param radius Radius of the disc in pixels of the full tile.
 * @param out `image` less its background; may be `image` itself.
 */
export function subtractBackground(
  image: Float32Array,
  width: number,
  height: number,
  radius: number,
  out: Float32Array,
): void {
  const w = (width + 1) >> 1;
  const h = (height + 1) >> 1;
  const half = halfMean(image, width, height);
  const eroded = discExtreme(half, w, h, radius >> 1, false);
  const opened = discExtreme(eroded, w, h, radius >> 1, true);
  for (let y = 0; y < height; y++) {
    const from = (y >> 1) * w;
    const to = y * width;
    for (let x = 0; x < width; x++) out[to + x] = image[to + x]! - opened[from + (x >> 1)]!;
  }
}

function halfMean(image: Float32Array, width: number, height: number): Float32Array {
  const w = (width + 1) >> 1;
  const h = (height + 1) >> 1;
  const half = new Float32Array(w * h);
  for (let y = 0; y < h; y++) {
    const upper = 2 * y * width;
    const lower = Math.min(2 * y + 1, height - 1) * width;
    for (let x = 0; x < w; x++) {
      const left = 2 * x;
      const right = left + 1 < width ? left + 1 : left;
      half[y * w + x] =
        0.25 * (image[upper + left]! + image[upper + right]! + image[lower + left]! + image[lower + right]!);
    }
  }
  return half;
}

/** Minimum or maximum over a disc: row extremes of each chord, combined over the rows of the disc. */
function discExtreme(image: Float32Array, w: number, h: number, radius: number, maximum: boolean) {
  const out = new Float32Array(w * h).fill(maximum ? -Infinity : Infinity);
  const rows = new Float32Array(w * h);
  let chord = -1;
  for (let dy = radius; dy >= 0; dy--) {
    const next = Math.floor(Math.sqrt((radius + 0.5) * (radius + 0.5) - dy * dy));
    if (next !== chord) rowExtreme(image, w, h, next, maximum, rows);
    chord = next;
    combineRows(rows, w, h, dy, maximum, out);
    if (dy > 0) combineRows(rows, w, h, -dy, maximum, out);
  }
  return out;
}

function combineRows(
  rows: Float32Array,
  w: number,
  h: number,
  dy: number,
  maximum: boolean,
  out: Float32Array,
): void {
  const first = Math.max(0, -dy);
  const last = Math.min(h, h - dy);
  const shift = dy * w;
  for (let i = first * w; i < last * w; i++) {
    const value = rows[i + shift]!;
    if (maximum ? value > out[i]! : value < out[i]!) out[i] = value;
  }
}

/** Extreme over x - reach ... x + reach in each row, by windows of doubling length. */
function rowExtreme(
  image: Float32Array,
  w: number,
  h: number,
  reach: number,
  maximum: boolean,
  out: Float32Array,
): void {
  const padded = new Float32Array(w + 2 * reach);
  const length = 2 * reach + 1;
  for (let y = 0; y < h; y++) {
    padded.fill(maximum ? -Infinity : Infinity);
    padded.set(image.subarray(y * w, y * w + w), reach);
    let window = 1;
    for (; 2 * window <= length; window *= 2) spread(padded, padded.length - 2 * window + 1, window, maximum);
    const rest = length - window;
    for (let x = 0; x < w; x++) {
      const a = padded[x]!;
      const b = padded[x + rest]!;
      out[y * w + x] = maximum === a > b ? a : b;
    }
  }
}

function spread(row: Float32Array, end: number, by: number, maximum: boolean): void {
  for (let x = 0; x < end; x++) {
    const b = row[x + by]!;
    if (maximum ? b > row[x]! : b < row[x]!) row[x] = b;
  }
}
