/**
 * HoVer-Net's maps (Graham, Med Image Anal 2019;58:101563): the way from a nucleus' centre, 0 at its left (upper) rim to
 * 255 at its right (lower) one, so that they fall where two nuclei touch.
 * models/training/nuclei/ways.py does the same in whole numbers.
 */

/** Sobel's operator of 11 px at 0.5 um (the paper: 21 at 0.25). */
const SMOOTH = [1, 10, 45, 120, 210, 252, 210, 120, 45, 10, 1] as const;
const RISE = [-1, -8, -27, -48, -42, 0, 42, 48, 27, 8, 1] as const;
const REACH = 5;
/** What a fall from 255 to 0 between two pixels answers. */
const FULL_FALL = 255 * 1024 * 126;

/** 255ths of a full fall at each pixel of a square patch, the steeper of the two ways; the patch's edges go on outside. */
export function ridges(horizontal: Uint8Array, vertical: Uint8Array, edge: number): Uint8Array {
  const [across, down] = [falls(horizontal, edge, 1), falls(vertical, edge, edge)];
  return Uint8Array.from(across, (fall, i) =>
    Math.floor((255 * Math.min(FULL_FALL, Math.max(0, fall, down[i]!))) / FULL_FALL),
  );
}

/** How steeply the values fall along one axis. @param step From one pixel to the next along it. */
function falls(values: Uint8Array, edge: number, step: number): Float64Array {
  const rises = correlated(
    correlated(Float64Array.from(values), edge, edge + 1 - step, SMOOTH),
    edge,
    step,
    RISE,
  );
  return rises.map(rise => -rise);
}

function correlated(values: Float64Array, edge: number, step: number, taps: readonly number[]): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const at = step === 1 ? i % edge : Math.floor(i / edge);
    for (let k = -REACH; k <= REACH; k++) {
      const n = Math.min(edge - 1, Math.max(0, at + k));
      out[i]! += taps[k + REACH]! * values[i + (n - at) * step]!;
    }
  }
  return out;
}
