/**
 * Grows labels into the background: each pixel within `reach` pixels of a label gets the nearest one (Euclidean; of
 * equals the smaller number). Labelled pixels keep theirs.
 * @param reach At most 127.
 */
export function growLabels(
  labels: Int32Array,
  width: number,
  height: number,
  reach: number,
  nearest: Int32Array,
  out: Int32Array,
): void {
  const rows = new Uint8Array(width * height);
  nearestInColumn(labels, width, height, reach, nearest, rows);
  for (let y = 0; y < height; y++) growRow(labels, nearest, rows, y * width, width, reach, out);
}

/** For each pixel the nearest label above or below within reach, and how many rows away (reach + 1: none). */
function nearestInColumn(
  labels: Int32Array,
  width: number,
  height: number,
  reach: number,
  nearest: Int32Array,
  rows: Uint8Array,
): void {
  for (let i = 0; i < width * height; i++) {
    const above = i >= width ? rows[i - width]! : reach + 1;
    if (labels[i] !== 0) {
      nearest[i] = labels[i]!;
      rows[i] = 0;
    } else if (above < reach) {
      nearest[i] = nearest[i - width]!;
      rows[i] = above + 1;
    } else {
      nearest[i] = 0;
      rows[i] = reach + 1;
    }
  }
  for (let i = width * (height - 1) - 1; i >= 0; i--) {
    const away = rows[i + width]! + 1;
    if (away > reach) continue;
    const label = nearest[i + width]!;
    if (away < rows[i]! || (away === rows[i] && label < nearest[i]!)) {
      nearest[i] = label;
      rows[i] = away;
    }
  }
}

function growRow(
  labels: Int32Array,
  nearest: Int32Array,
  rows: Uint8Array,
  row: number,
  width: number,
  reach: number,
  out: Int32Array,
): void {
  const limit = reach * reach;
  let nextSeen = -1;
  for (let x = 0; x < width; x++) {
    const i = row + x;
    if (labels[i] !== 0) {
      out[i] = labels[i]!;
      continue;
    }
    // On empty ground the walk to the next column with a label is made once, not for every pixel.
    if (nextSeen < x - reach) {
      nextSeen = x - reach;
      while (nextSeen < width && (nextSeen < 0 || nearest[row + nextSeen] === 0)) nextSeen++;
    }
    if (nextSeen > x + reach) {
      out[i] = 0;
      continue;
    }
    let best = limit + 1;
    let label = 0;
    for (let dx = 0; dx <= reach && dx * dx <= best; dx++) {
      for (let n = i - dx; n <= i + dx; n += dx === 0 ? 1 : 2 * dx) {
        if (n < row || n >= row + width || nearest[n] === 0) continue;
        const squared = rows[n]! * rows[n]! + dx * dx;
        if (squared < best || (squared === best && squared <= limit && nearest[n]! < label)) {
          best = squared;
          label = nearest[n]!;
        }
      }
    }
    out[i] = label;
  }
}
