/** 8-bit red, green, blue. */
export type Rgb = readonly [number, number, number];

/**
 * Dark violet over red to pale yellow. Lightness rises evenly, so the order shows without colour vision and in print.
 * The anchors are ours.
 */
export const HEAT_ANCHORS: readonly Rgb[] = [
  [20, 8, 48],
  [92, 22, 110],
  [168, 46, 95],
  [226, 88, 48],
  [250, 158, 30],
  [252, 244, 160],
];

/** The colour of a heat map's value, 0 to 1. */
export function heatColour(value: number): Rgb {
  const position = Math.min(1, Math.max(0, value)) * (HEAT_ANCHORS.length - 1);
  const from = Math.min(HEAT_ANCHORS.length - 2, Math.floor(position));
  const [a, b] = [HEAT_ANCHORS[from] ?? [0, 0, 0], HEAT_ANCHORS[from + 1] ?? [0, 0, 0]];
  const mixed = (channel: 0 | 1 | 2) =>
    Math.round(a[channel] + (position - from) * (b[channel] - a[channel]));
  return [mixed(0), mixed(1), mixed(2)];
}

/** Share of the heat map's colour where the map is 1; it fades with the map so that the CT stays visible. Ours. */
const STRONGEST = 0.6;

/** A heat map's value, 0 to 1, over a grey level. */
export function heatOverGrey(level: number, value: number): Rgb {
  const share = STRONGEST * Math.sqrt(value);
  const [red, green, blue] = heatColour(value);
  const over = (colour: number) => Math.round(level * (1 - share) + colour * share);
  return [over(red), over(green), over(blue)];
}
