import type { GridPlace } from '../annotations/fillAnnotation';
import type { CompartmentMask } from './compartmentMask';

/** Each pixel takes the mask's value at its centre; outside the mask it is 0. */
export function fillFromMask(mask: CompartmentMask, { at, step }: GridPlace, out: Uint8Array): void {
  const { origin, matrixStep } = mask;
  const columns = Int32Array.from({ length: at.width }, (_, k) => {
    const column = Math.floor(((at.x + k + 0.5) * step.x - origin.x) / matrixStep.x);
    return column < mask.width ? column : -1;
  });
  for (let y = 0; y < at.height; y++) {
    const row = Math.floor(((at.y + y + 0.5) * step.y - origin.y) / matrixStep.y);
    const line = out.subarray(y * at.width, (y + 1) * at.width);
    if (row < 0 || row >= mask.height) line.fill(0);
    else
      columns.forEach(
        (column, k) => (line[k] = column < 0 ? 0 : (mask.values[row * mask.width + column] ?? 0)),
      );
  }
}
