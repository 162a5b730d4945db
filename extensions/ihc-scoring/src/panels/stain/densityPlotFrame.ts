import type { DensitySample } from '../../pipeline/inspect/sampledDensities';

/** Optical densities that a plot shows along both axes. */
export interface PlotRange {
  readonly least: number;
  readonly most: number;
}

/** Where a plot draws in its own pixels: from the left and the upper edge. */
export interface PlotFrame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Of the dots that are left out at the upper end: a speck of dirt must not squeeze all others together. Ours. */
const IGNORED = 0.005;

/** Both axes have one scale, so that angles between stains are seen as they are. */
export function plotRange({ haematoxylin, dab }: Pick<DensitySample, 'haematoxylin' | 'dab'>): PlotRange {
  const upper = Math.max(upperEnd(haematoxylin), upperEnd(dab));
  return { least: -0.2, most: Math.max(0.8, Math.ceil(5 * upper) / 5) };
}

function upperEnd(values: Float32Array): number {
  const sorted = values.slice().sort();
  return sorted[Math.max(0, Math.ceil(sorted.length * (1 - IGNORED)) - 1)] ?? 0;
}

export const xOf = (od: number, { least, most }: PlotRange, { left, width }: PlotFrame): number =>
  left + ((od - least) / (most - least)) * width;

export const yOf = (od: number, { least, most }: PlotRange, { top, height }: PlotFrame): number =>
  top + height - ((od - least) / (most - least)) * height;

/** Round values along an axis, 0 among them. */
export function ticksOf({ most }: PlotRange): number[] {
  const step = most > 1.6 ? 0.5 : 0.2;
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, k) => Math.round(10 * k * step) / 10);
}

/** Where a ray from the origin leaves the plot; undefined when it does not cross it. */
export function rayEnd(
  { haematoxylin, dab }: { readonly haematoxylin: number; readonly dab: number },
  { least, most }: PlotRange,
): { readonly haematoxylin: number; readonly dab: number } | undefined {
  const reach = (step: number) => (step > 0 ? most / step : step < 0 ? least / step : Infinity);
  const length = Math.min(reach(haematoxylin), reach(dab));
  return Number.isFinite(length) ? { haematoxylin: length * haematoxylin, dab: length * dab } : undefined;
}
