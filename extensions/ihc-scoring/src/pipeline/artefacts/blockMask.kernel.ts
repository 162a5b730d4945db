/** Columns and rows of blocks. */
export interface BlockGrid {
  readonly width: number;
  readonly height: number;
}

/** Sets every block within a square of 2 reach + 1 blocks around a set one. */
export const dilated = (mask: Uint8Array, grid: BlockGrid, reach: number): Uint8Array =>
  spread(mask, grid, reach, 1);

/** Clears them around a clear one. What lies beyond the rim counts as set, so what the image cuts keeps its edge. */
export const eroded = (mask: Uint8Array, grid: BlockGrid, reach: number): Uint8Array =>
  spread(mask, grid, reach, 0);

/** Fills gaps of up to 2 reach blocks. */
export const closed = (mask: Uint8Array, grid: BlockGrid, reach: number): Uint8Array =>
  eroded(dilated(mask, grid, reach), grid, reach);

/** Keeps only where a square of 2 reach + 1 blocks fits. */
export const opened = (mask: Uint8Array, grid: BlockGrid, reach: number): Uint8Array =>
  dilated(eroded(mask, grid, reach), grid, reach);

/** Drops set blocks with fewer than two set ones among their eight neighbours: dust, smaller than a nucleus. */
export function withoutSpecks(mask: Uint8Array, { width, height }: BlockGrid): Uint8Array {
  const out = mask.slice();
  for (let block = 0; block < mask.length; block++) {
    if (mask[block] === 0) continue;
    const x = block % width;
    const y = (block - x) / width;
    let around = -1;
    for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++)
      for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++)
        around += mask[row * width + column]!;
    if (around < 2) out[block] = 0;
  }
  return out;
}

/** `from` and what is connected with it within `where`, up to `steps` blocks away along rows and columns. */
export function grown(from: Uint8Array, where: Uint8Array, { width }: BlockGrid, steps: number): Uint8Array {
  const out = from.slice();
  let front: number[] = [];
  for (let block = 0; block < out.length; block++) if (out[block] === 1) front.push(block);
  for (let step = 0; step < steps && front.length > 0; step++) {
    const next: number[] = [];
    const visit = (block: number) => {
      if (where[block] !== 1 || out[block] === 1) return;
      out[block] = 1;
      next.push(block);
    };
    for (const block of front) {
      if (block % width > 0) visit(block - 1);
      if (block % width < width - 1) visit(block + 1);
      visit(block - width);
      visit(block + width);
    }
    front = next;
  }
  return out;
}

/** Carries `value` by `reach` along rows, then along columns. */
function spread(mask: Uint8Array, { width, height }: BlockGrid, reach: number, value: 0 | 1): Uint8Array {
  const rows = mask.slice();
  for (let y = 0; y < height; y++) carry(mask, rows, y * width, 1, width, reach, value);
  const out = rows.slice();
  for (let x = 0; x < width; x++) carry(rows, out, x, width, height, reach, value);
  return out;
}

function carry(
  from: Uint8Array,
  to: Uint8Array,
  start: number,
  step: number,
  length: number,
  reach: number,
  value: 0 | 1,
): void {
  for (let i = 0, filled = 0; i < length; i++) {
    if (from[start + i * step] !== value) continue;
    const end = Math.min(length, i + reach + 1);
    for (let k = Math.max(filled, i - reach); k < end; k++) to[start + k * step] = value;
    filled = end;
  }
}
