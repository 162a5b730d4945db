/** A stream of random numbers that depends on nothing but its seed. */
export interface Random {
  /** 0 <= value < 1. */
  uniform(from?: number, to?: number): number;
  /** Mean 0, standard deviation 1, within +-4. */
  normal(mean?: number, deviation?: number): number;
  /** A whole number from 0 to below `count`. */
  below(count: number): number;
  chance(probability: number): boolean;
}

/** Small fast counter with 128 bits of state (sfc32, C. Doty-Humphrey, PractRand; public domain algorithm). */
export function random(seed: number, stream = 0): Random {
  const next = sfc32(seed, stream);
  const uniform = (from = 0, to = 1) => from + (to - from) * next();
  return {
    uniform,
    // Sum of twelve uniforms: no logarithm, so the same bits on every engine.
    normal(mean = 0, deviation = 1) {
      let sum = -6;
      for (let n = 0; n < 12; n++) sum += next();
      return mean + deviation * Math.max(-4, Math.min(4, sum));
    },
    below: count => Math.floor(next() * count),
    chance: probability => next() < probability,
  };
}

function sfc32(seed: number, stream: number): () => number {
  let [a, b, c, counter] = [0x9e3779b9 ^ stream, seed | 0, Math.floor(seed / 2 ** 32) | 0, 1];
  const step = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let warmUp = 0; warmUp < 15; warmUp++) step();
  return step;
}
