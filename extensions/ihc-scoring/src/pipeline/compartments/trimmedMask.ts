import { matrixPoint } from '@timescope/core/frames';
import type { CompartmentMask } from './compartmentMask';

/** The same mask without the rows and columns at its sides that are other all along: what lies outside is other anyway. */
export function trimmedMask(mask: CompartmentMask): CompartmentMask {
  const { width, values, origin, matrixStep } = mask;
  let [left, upper, right, lower] = [width, mask.height, 0, 0];
  values.forEach((value, i) => {
    if (value === 0) return;
    const [x, y] = [i % width, Math.floor(i / width)];
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    upper = Math.min(upper, y);
    lower = Math.max(lower, y + 1);
  });
  const [columns, rows] = [Math.max(0, right - left), Math.max(0, lower - upper)];
  const trimmed = new Uint8Array(columns * rows);
  for (let y = 0; y < rows; y++) {
    const from = (upper + y) * width + left;
    trimmed.set(values.subarray(from, from + columns), y * columns);
  }
  return {
    ...mask,
    ...{ width: columns, height: rows, values: trimmed },
    origin: matrixPoint(origin.x + left * matrixStep.x, origin.y + upper * matrixStep.y),
  };
}
