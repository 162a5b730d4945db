/** A whole number of 0 ... sides - 1. */
export type Roll = (sides: number) => number;

/** Reproducible dice from integers alone: Marsaglia's xorshift, J Stat Softw 2003;8(14), 13-17-5, after a mixed seed. */
export function dice(seed: number, stream: number): Roll {
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b)) | 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  // Neighbouring seeds differ in few bits: the first rolls would, too.
  for (let k = 0; k < 8; k++) next();
  return sides => next() % sides;
}
