export interface Climb {
  readonly parameters: readonly number[];
  readonly value: number;
}

/** Steps are halved as often as this: the last one is a 64th of the first. Ours. */
const HALVINGS = 6;

/** The nearest maximum by trying a step up and down along each parameter, with ever smaller steps. */
export function climbed(
  start: readonly number[],
  steps: readonly number[],
  worth: (parameters: readonly number[]) => number,
): Climb {
  let best: Climb = { parameters: start, value: worth(start) };
  for (let halving = 0, part = 1; halving <= HALVINGS;) {
    const next = bestAround(best, steps, part, worth);
    if (next.value > best.value) best = next;
    else {
      halving++;
      part /= 2;
    }
  }
  return best;
}

function bestAround(
  from: Climb,
  steps: readonly number[],
  part: number,
  worth: (parameters: readonly number[]) => number,
): Climb {
  let best = from;
  steps.forEach((step, at) => {
    for (const sign of [-1, 1]) {
      const parameters = best.parameters.map((value, k) => (k === at ? value + sign * part * step : value));
      const value = worth(parameters);
      if (value > best.value) best = { parameters, value };
    }
  });
  return best;
}
