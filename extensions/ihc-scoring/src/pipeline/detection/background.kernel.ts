/**
 * The background is kept in whole steps of 1 / 8192 OD, 0 to 4: opening commutes with rounding, so this only rounds the
 * result, by less than 0.0001 OD, and eight values fit where four do.
 */
const STEPS_PER_OD = 8192;
const MOST_STEPS = 32767;

/**
 * Subtracts the local background: the opening of the image by a disc at full resolution, so that it looks the same from
 * wherever the tile is cut. A local opening, not one by reconstruction: reconstruction lets the result depend on tiles.
 * Pixels beyond the edge are left out.
 * @param radius Radius of the disc in pixels.
 * @param out `image` less its background; may be `image` itself.
 */
export function subtractBackground(
  image: Float32Array,
  width: number,
  height: number,
  radius: number,
  out: Float32Array,
): void {
  const steps = inSteps(image, width * height);
  const eroded = discExtreme(steps, width, height, radius, false);
  const opened = discExtreme(eroded, width, height, radius, true);
  const od = Math.fround(1 / STEPS_PER_OD);
  for (let i = 0; i < width * height; i++) out[i] = image[i]! - Math.fround(opened[i]! * od);
}

function inSteps(image: Float32Array, pixels: number): Int16Array {
  const steps = new Int16Array(pixels);
  for (let i = 0; i < pixels; i++) {
    const value = Math.trunc(Math.fround(image[i]! * STEPS_PER_OD));
    steps[i] = value > MOST_STEPS ? MOST_STEPS : value < -MOST_STEPS ? -MOST_STEPS : value;
  }
  return steps;
}

/** Half the width of a disc `dy` rows from its centre: radius squared + 1, as ImageJ's rank filters draw discs. */
const chordReach = (radius: number, dy: number): number =>
  Math.floor(Math.sqrt(radius * radius + 1 - dy * dy));

/** Minimum or maximum over a disc: row extremes of each chord, combined over the rows of the disc. */
function discExtreme(image: Int16Array, w: number, h: number, radius: number, maximum: boolean): Int16Array {
  const out = new Int16Array(w * h).fill(maximum ? -32768 : 32767);
  const rows = new Int16Array(w * h);
  let chord = -1;
  for (let dy = radius; dy >= 0; dy--) {
    const next = chordReach(radius, dy);
    if (next !== chord) rowExtreme(image, w, h, next, maximum, rows);
    chord = next;
    combineRows(rows, w, h, dy, maximum, out);
    if (dy > 0) combineRows(rows, w, h, -dy, maximum, out);
  }
  return out;
}

function combineRows(
  rows: Int16Array,
  w: number,
  h: number,
  dy: number,
  maximum: boolean,
  out: Int16Array,
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
  image: Int16Array,
  w: number,
  h: number,
  reach: number,
  maximum: boolean,
  out: Int16Array,
): void {
  const padded = new Int16Array(w + 2 * reach);
  const length = 2 * reach + 1;
  for (let y = 0; y < h; y++) {
    padded.fill(maximum ? -32768 : 32767);
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

function spread(row: Int16Array, end: number, by: number, maximum: boolean): void {
  for (let x = 0; x < end; x++) {
    const b = row[x + by]!;
    if (maximum ? b > row[x]! : b < row[x]!) row[x] = b;
  }
}
