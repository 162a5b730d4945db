/** Features by name; undefined or not finite is "not computable". */
export type Features = Readonly<Record<string, number | undefined>>;

/** The same features under `prefix` + name + `suffix`. */
export function renamed(features: Features, prefix: string, suffix = ''): Features {
  return Object.fromEntries(
    Object.entries(features).map(([name, value]) => [`${prefix}${name}${suffix}`, value]),
  );
}

/** The features that `names` asks for, under its keys. */
export function chosen(
  features: Features,
  names: Readonly<Record<string, string>>,
  prefix: string,
): Features {
  return Object.fromEntries(Object.entries(names).map(([name, own]) => [`${prefix}${name}`, features[own]]));
}

/** The mean of every feature; of none nothing. */
export function meanFeatures(all: readonly Features[]): Features {
  const [first] = all;
  if (!first) return {};
  const mean = (name: string) => all.reduce((sum, features) => sum + (features[name] ?? NaN), 0) / all.length;
  return Object.fromEntries(Object.keys(first).map(name => [name, mean(name)]));
}

/** Sum of weight x f(index). */
export function weighed(weights: Float64Array, f: (index: number) => number): number {
  let sum = 0;
  weights.forEach((weight, index) => {
    if (weight !== 0) sum += weight * f(index);
  });
  return sum;
}

/** Shannon entropy in bits. */
export function entropy(probabilities: Float64Array): number {
  let sum = 0;
  for (const p of probabilities) if (p > 0) sum -= p * Math.log2(p);
  return sum;
}
