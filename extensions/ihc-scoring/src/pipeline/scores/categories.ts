import type { Categories } from '../presets/preset';

/** The step that the value falls into. */
export function categoryOf({ steps }: Categories, value: number): string | undefined {
  return steps.find(({ below, upTo }) => {
    if (below !== undefined) return value < below;
    return upTo === undefined || value <= upTo;
  })?.name;
}

/** The limit between two steps that lies nearest to the value; of two equally near ones the lower. */
export function nearestCutoff({ steps }: Categories, value: number): number | undefined {
  const limits = steps.flatMap(({ below, upTo }) => below ?? upTo ?? []);
  const [first, ...others] = limits;
  if (first === undefined) return undefined;
  return others.reduce(
    (best, limit) => (Math.abs(value - limit) < Math.abs(value - best) ? limit : best),
    first,
  );
}
