/** Coefficients of Stirling's series, NIST Handbook 5.11.1: B_2k / (2k (2k - 1)). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156];

/** ln Gamma(x) for x above 0; Stirling's series is exact to double precision from 15 on. */
export function logGamma(x: number): number {
  let product = 1;
  let z = x;
  for (; z < 15; z++) product *= z;
  const series = STIRLING.reduce((sum, coefficient, k) => sum + coefficient / z ** (2 * k + 1), 0);
  return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series - Math.log(product);
}
