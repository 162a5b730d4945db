import type { Raster } from '@timescope/core/raster';
import type { NucleusShape } from './cell';

export interface LabelledNucleus {
  readonly x: number;
  readonly y: number;
  readonly nucleus: NucleusShape;
}

/**
 * The nuclei inside a field as instance numbers: pixel = index of the cell + 1, 0 outside; a nucleus drawn later lies
 * on top, as on the slide.
 * @param field left, top, width, height in um; `mpp` um a pixel of the raster
 */
export function nucleusLabels(
  cells: readonly LabelledNucleus[],
  field: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  mpp: number,
): Raster<Uint32Array> {
  const [width, height] = [Math.round(field.width / mpp), Math.round(field.height / mpp)];
  const values = new Uint32Array(width * height);
  cells.forEach(({ x, y, nucleus }, index) => {
    const reach = 1.2 * nucleus.longUm;
    if (x + reach < field.x || x - reach > field.x + field.width) return;
    if (y + reach < field.y || y - reach > field.y + field.height) return;
    const first = (um: number) => Math.max(0, Math.floor(um / mpp));
    const last = (um: number, count: number) => Math.min(count, Math.ceil(um / mpp));
    for (let row = first(y - reach - field.y); row < last(y + reach - field.y, height); row++)
      for (let column = first(x - reach - field.x); column < last(x + reach - field.x, width); column++) {
        const dx = field.x + (column + 0.5) * mpp - x;
        const dy = field.y + (row + 0.5) * mpp - y;
        if (isInside(nucleus, dx, dy)) values[row * width + column] = index + 1;
      }
  });
  return { width, height, values };
}

/** @param dx um from the nucleus' centre */
export function isInside(nucleus: NucleusShape, dx: number, dy: number): boolean {
  const u = (dx * nucleus.axisX + dy * nucleus.axisY) / nucleus.longUm;
  const v = (dy * nucleus.axisX - dx * nucleus.axisY) / nucleus.shortUm;
  const q = Math.sqrt(u * u + v * v);
  if (q === 0) return true;
  const [c, s] = [u / q, v / q];
  return q < 1 + nucleus.cos3 * c * (4 * c * c - 3) + nucleus.sin3 * s * (3 - 4 * s * s);
}
