import { heatColour } from '@timescope/core/plots/heatColour';
import type { DensitySurface } from '../pipeline/densityMap/smoothDensity';

/** Above this density all bins have the hottest colour: the density that 99 % of the occupied bins do not exceed. */
export function hottestOf({ perMm2 }: DensitySurface): number {
  const occupied = perMm2.filter(density => density > 0).sort();
  return rounded(occupied[Math.floor(0.99 * (occupied.length - 1))] ?? 1);
}

/** Two digits, so that a legend can be read. */
const rounded = (density: number): number => Math.max(1, Number(density.toPrecision(2)));

/** Tissue shows through; sparse bins more than dense ones. Ours. */
const FAINTEST = 0.25;
const STRONGEST = 0.75;

/** One pixel a bin, clear where no cell is. RGBA. */
export function densityPicture(surface: DensitySurface, hottest: number): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * surface.width * surface.height);
  surface.perMm2.forEach((density, bin) => {
    if (density <= 0) return;
    const share = Math.min(1, density / hottest);
    pixels.set(heatColour(share), 4 * bin);
    pixels[4 * bin + 3] = 255 * (FAINTEST + (STRONGEST - FAINTEST) * share);
  });
  return pixels;
}
