import { normalTwoSided } from './distributions';

/** Up to so many pairs every order is tried. */
const MOST_ENUMERATED = 9;

/** Two-sided p of Spearman's rho without ties, as R finds it: the more probable side doubled. */
export function spearmanP(rho: number, n: number): number {
  const most = (n ** 3 - n) / 3;
  // Sum of squared differences of ranks: an even whole number.
  const squares = Math.round(((1 - rho) * most) / 2 / 2) * 2;
  const tail = squares > most / 2 ? atLeast(squares, n) : 1 - atLeast(squares + 2, n);
  return Math.min(1, Math.max(0, 2 * tail));
}

const atLeast = (squares: number, n: number): number =>
  n <= MOST_ENUMERATED ? enumerated(squares, n) : series(squares, n);

/** P(S >= squares) over all orders of n ranks. */
function enumerated(squares: number, n: number): number {
  let [reached, all] = [0, 0];
  const isFree = new Array<boolean>(n).fill(true);
  const place = (rank: number, so: number): void => {
    if (rank === n) {
      all++;
      if (so >= squares) reached++;
      return;
    }
    for (let other = 0; other < n; other++) {
      if (isFree[other] !== true) continue;
      isFree[other] = false;
      place(rank + 1, so + (rank - other) ** 2);
      isFree[other] = true;
    }
  };
  place(0, 0);
  return reached / all;
}

/** P(S >= squares) by the Edgeworth series of Best and Roberts, Algorithm AS 89, Applied Statistics 1975;24:377. */
function series(squares: number, n: number): number {
  const b = 1 / n;
  const x = (6 * (squares - 1) * b * (1 / (n * n - 1)) - 1) * Math.sqrt(1 / b - 1);
  const y = x * x;
  const odd = 0.2274 + b * (0.2531 + 0.1745 * b);
  const even = -0.0758 + b * (0.1033 + 0.3932 * b);
  const high = 0.0879 + 0.0151 * b - y * (0.0072 - 0.0831 * b + y * b * (0.0131 - 4.6e-4 * y));
  const correction = x * b * (odd + y * (even - y * b * high));
  const above = x < 0 ? 1 - normalTwoSided(x) / 2 : normalTwoSided(x) / 2;
  return Math.min(1, Math.max(0, correction / Math.exp(y / 2) + above));
}
