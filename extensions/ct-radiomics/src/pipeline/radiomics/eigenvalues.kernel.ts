/**
 * Eigenvalues of a real symmetric n x n matrix, falling. Householder's reduction to three diagonals, then implicit QL
 * (Golub and Van Loan, Matrix Computations, 8.3). The matrix (row-major) is used up.
 */
export function symmetricEigenvalues(a: Float64Array, n: number): Float64Array {
  if (a.length !== n * n) throw new RangeError('The matrix is not square.');
  const diagonal = new Float64Array(n);
  const beside = new Float64Array(n);
  for (let k = 0; k < n - 2; k++) beside[k] = reflect(a, n, k);
  if (n > 1) beside[n - 2] = a[(n - 1) * n + n - 2]!;
  for (let k = 0; k < n; k++) diagonal[k] = a[k * n + k]!;
  iterate(diagonal, beside);
  return diagonal.sort().reverse();
}

/** Clears column k below its first off-diagonal element, which it gives back. */
function reflect(a: Float64Array, n: number, k: number): number {
  let norm = 0;
  for (let i = k + 1; i < n; i++) norm += a[i * n + k]! * a[i * n + k]!;
  norm = Math.sqrt(norm);
  const head = a[(k + 1) * n + k]!;
  if (norm === 0) return 0;
  const target = head > 0 ? -norm : norm;
  const v = new Float64Array(n);
  v[k + 1] = head - target;
  for (let i = k + 2; i < n; i++) v[i] = a[i * n + k]!;
  const half = norm * norm - head * target;
  if (half === 0) return head;
  const w = new Float64Array(n);
  let along = 0;
  for (let i = k + 1; i < n; i++) {
    let sum = 0;
    for (let j = k + 1; j < n; j++) sum += a[i * n + j]! * v[j]!;
    w[i] = sum / half;
    along += w[i]! * v[i]!;
  }
  const shift = along / (2 * half);
  for (let i = k + 1; i < n; i++) w[i]! -= shift * v[i]!;
  for (let i = k + 1; i < n; i++)
    for (let j = k + 1; j < n; j++) a[i * n + j]! -= v[i]! * w[j]! + w[i]! * v[j]!;
  return target;
}

/** Ours: QL needs two or three steps a value; a matrix of finite numbers never comes near this. */
const MOST_STEPS = 200;

/** `d` becomes the eigenvalues; `e[k]` stands between d[k] and d[k + 1]. */
function iterate(d: Float64Array, e: Float64Array): void {
  const n = d.length;
  for (let l = 0; l < n; l++)
    for (let step = 0; step < MOST_STEPS; step++) {
      let m = l;
      while (m < n - 1 && Math.abs(e[m]!) > Number.EPSILON * (Math.abs(d[m]!) + Math.abs(d[m + 1]!))) m++;
      if (m === l) break;
      sweep(d, e, l, m);
    }
}

function sweep(d: Float64Array, e: Float64Array, l: number, m: number): void {
  const lean = (d[l + 1]! - d[l]!) / (2 * e[l]!);
  const root = Math.hypot(lean, 1);
  let g = d[m]! - d[l]! + e[l]! / (lean + (lean >= 0 ? root : -root));
  let [s, c, p] = [1, 1, 0];
  for (let i = m - 1; i >= l; i--) {
    const [f, b] = [s * e[i]!, c * e[i]!];
    const r = Math.hypot(f, g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1]! -= p;
      e[m] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1]! - p;
    const t = (d[i]! - g) * s + 2 * c * b;
    p = s * t;
    d[i + 1] = g + p;
    g = c * t - b;
  }
  d[l]! -= p;
  e[l] = g;
  e[m] = 0;
}
