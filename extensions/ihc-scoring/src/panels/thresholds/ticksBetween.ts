const STEPS = [0.1, 0.2, 0.5, 1];
const MOST_TICKS = 7;

/** Round numbers between the ends, both included. */
export function ticksBetween(from: number, to: number): readonly number[] {
  const step = STEPS.find(each => (to - from) / each <= MOST_TICKS) ?? 1;
  const first = Math.ceil(from / step - 1e-6);
  const last = Math.floor(to / step + 1e-6);
  return Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toFixed(2)) + 0);
}
