/** Colour stops from 0 to 1, ours: dark violet to pale yellow, rising steadily in lightness so that grey prints too. */
const STOPS: readonly (readonly [number, number, number])[] = [
  [32, 10, 74],
  [120, 28, 109],
  [203, 65, 73],
  [248, 142, 9],
  [252, 243, 160],
];

/** Red, green, blue (0 to 255) of a value from 0 to 1. */
export function heatColour(value: number): readonly [number, number, number] {
  const at = Math.min(1, Math.max(0, value)) * (STOPS.length - 1);
  const below = STOPS[Math.floor(at)] ?? [0, 0, 0];
  const above = STOPS[Math.ceil(at)] ?? below;
  const part = at - Math.floor(at);
  const mix = (channel: 0 | 1 | 2) => Math.round(below[channel] + part * (above[channel] - below[channel]));
  return [mix(0), mix(1), mix(2)];
}

export const HEAT_GRADIENT = `linear-gradient(to right, ${STOPS.map(stop => `rgb(${stop.join(' ')})`).join(', ')})`;
