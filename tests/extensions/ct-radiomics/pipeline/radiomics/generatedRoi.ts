import type {
  ImageVoxels,
  SpacingMm,
} from '@timescope/extension-ct-radiomics/pipeline/radiomics/imageVoxels';

/** The same numbers as tests/oracles/radiomics.py draws; shape is [slices, rows, columns] as there. */
export function generatedRoi(
  seed: number,
  [nz, ny, nx]: readonly [number, number, number],
  share: number,
  [low, high]: readonly [number, number],
  [sz, sy, sx]: SpacingMm,
): ImageVoxels {
  const draws = drawing(seed);
  const count = nx * ny * nz;
  const values = Float64Array.from(
    { length: count },
    () => low + Math.floor((draws() * (high - low + 1)) / 65536),
  );
  const mask = Uint8Array.from({ length: count }, () => (draws() < share * 65536 ? 1 : 0));
  return { size: [nx, ny, nz], spacingMm: [sx, sy, sz], values, mask };
}

/** x <- (1103515245 x + 12345) mod 2^31; its upper 16 bits. */
function drawing(seed: number): () => number {
  let state = BigInt(seed);
  return () => {
    state = (1103515245n * state + 12345n) % 2147483648n;
    return Number(state >> 15n);
  };
}

/** The round ROI that the oracle times: smooth intensities with noise. */
export function ballRoi(voxels: number): ImageVoxels {
  const r = Math.cbrt((3 * voxels) / 4 / Math.PI);
  const n = Math.floor(2 * r + 5);
  const { values: noise } = generatedRoi(7, [n, n, n], 1, [-150, 150], [1, 1, 1]);
  const place = (index: number) => index - n / 2;
  const [values, mask] = [new Float64Array(n ** 3), new Uint8Array(n ** 3)];
  for (let k = 0, at = 0; k < n; k++)
    for (let j = 0; j < n; j++)
      for (let i = 0; i < n; i++, at++) {
        const [x, y, z] = [place(i), place(j), place(k)];
        values[at] = Math.round(x * 9 + y * 5) + (noise[at] ?? 0);
        mask[at] = x * x + y * y + z * z <= r * r ? 1 : 0;
      }
  return { size: [n, n, n], spacingMm: [0.8, 0.8, 5], values, mask };
}
