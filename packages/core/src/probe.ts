import type { ModelCard } from './modelCard';
import type { Tensor } from './network';

/** What torch answers to an input that whole numbers alone make; models/training/probe.py writes it. */
export interface Probe {
  /** `absorbed`: 0 to 0.6. `standardised`: -2 to 0. */
  readonly input: 'absorbed' | 'standardised';
  /** Of an output's greatest value, or of 1: how far an engine may be from torch. */
  readonly tolerance: number;
  /** Values of each output, evenly spread over it. */
  readonly outputs: Readonly<Record<string, readonly number[]>>;
}

/** Rings around the upper left corner, of the shape of the card's input [1, channels, height, width]. */
export function probeInput(
  { input }: Pick<ModelCard, 'input'>,
  { input: kind }: Pick<Probe, 'input'>,
): Tensor {
  const [, channels = 0, height = 0, width = 0] = input.shape;
  const size = width * height;
  const value = VALUES[kind];
  const values = Float32Array.from({ length: channels * size }, (_, at) => {
    const pixel = at % size;
    return value(pixel % width, Math.floor(pixel / width), Math.floor(at / size));
  });
  return { shape: input.shape, values };
}

const VALUES: Readonly<Record<Probe['input'], (x: number, y: number, channel: number) => number>> = {
  absorbed: (x, y, channel) => (0.6 * (Math.floor((x * x + y * y + 40 * channel) / 64) % 256)) / 255,
  standardised: (x, y, channel) =>
    ((Math.floor((x * x + 2 * y * y + 40 * channel) / 256) % 256) * 2) / 255 - 2,
};

/** How far outputs are from torch's at most, of the output's greatest value or of 1; infinite where one is missing. */
export function probeDifference(probe: Probe, outputs: Readonly<Record<string, Tensor>>): number {
  const differences = Object.entries(probe.outputs).flatMap(([name, expected]) => {
    const values = outputs[name]?.values ?? new Float32Array();
    const scale = Math.max(1, ...expected.map(Math.abs));
    return expected.map((value, at) => {
      const found = values[Math.floor((at * values.length) / expected.length)];
      return found === undefined ? Infinity : Math.abs(found - value) / scale;
    });
  });
  return Math.max(0, ...differences);
}
