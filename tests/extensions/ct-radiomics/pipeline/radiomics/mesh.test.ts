import { convexHull } from '@timescope/extension-ct-radiomics/pipeline/radiomics/convexHull.kernel';
import { diameters } from '@timescope/extension-ct-radiomics/pipeline/radiomics/diameters';
import { symmetricEigenvalues } from '@timescope/extension-ct-radiomics/pipeline/radiomics/eigenvalues.kernel';
import { meshSizes } from '@timescope/extension-ct-radiomics/pipeline/radiomics/mesh.kernel';
import { generatedRoi } from './generatedRoi';

test('one voxel of 1 x 2 x 3 mm is an octahedron: volume 1, corners half a voxel away', () => {
  const { volumeMm3 } = meshSizes(Uint8Array.of(1), [1, 1, 1], [1, 2, 3]);
  expect(volumeMm3).toBeCloseTo(1, 12);
  expect(diameters(Uint8Array.of(1), [1, 1, 1], [1, 2, 3])).toEqual({
    volume: 3,
    slice: 2,
    column: 3,
    row: 3,
  });
});

test('a mask and the mask of what is around it have the same surface but for corners that meet over a diagonal', () => {
  const mask = new Uint8Array(27).fill(1);
  mask[13] = 0;
  const [whole, hollow] = [
    meshSizes(new Uint8Array(27).fill(1), [3, 3, 3], [1, 1, 1]),
    meshSizes(mask, [3, 3, 3], [1, 1, 1]),
  ];
  // The hole is an octahedron of volume 1/6 and area sqrt(3).
  expect(whole.volumeMm3 - hollow.volumeMm3).toBeCloseTo(1 / 6, 12);
  expect(hollow.areaMm2 - whole.areaMm2).toBeCloseTo(Math.sqrt(3), 12);
});

test('voxels that meet over a corner are two closed surfaces', () => {
  const sizes = meshSizes(Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 1), [2, 2, 2], [1, 1, 1]);
  expect(sizes.volumeMm3).toBeCloseTo(2 / 6, 12);
  expect(sizes.areaMm2).toBeCloseTo(2 * Math.sqrt(3), 12);
});

test('the hull of a cube of points has eight corners and twelve triangles', () => {
  const points: number[] = [];
  for (let x = 0; x < 4; x++) for (let y = 0; y < 4; y++) for (let z = 0; z < 4; z++) points.push(x, y, z);
  const hull = convexHull(Int32Array.from(points));
  expect(hull?.corners).toHaveLength(24);
  expect(hull?.triangles).toHaveLength(12);
});

test('points in one plane have no hull', () => {
  expect(convexHull(Int32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 5, 5, 0))).toBeUndefined();
});

test('no point lies outside the hull of random points, and every edge joins two triangles', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { values } = generatedRoi(seed, [1, 60, 3], 1, [0, 12], [1, 1, 1]);
    const points = Int32Array.from(Array.from(values));
    const hull = convexHull(points);
    const edges = new Map<string, number>();
    for (const [a, b, c] of hull?.triangles ?? []) {
      for (const [p, q] of [
        [a, b],
        [b, c],
        [c, a],
      ] as const)
        edges.set(`${p} ${q}`, 1);
      const v = (p: number, axis: number) => points[p + axis] ?? 0;
      const d = (p: number) => [0, 1, 2].map(axis => v(p, axis) - v(a, axis)) as [number, number, number];
      const [u, w] = [d(b), d(c)];
      const normal = [
        u[1] * w[2] - u[2] * w[1],
        u[2] * w[0] - u[0] * w[2],
        u[0] * w[1] - u[1] * w[0],
      ] as const;
      for (let p = 0; p < points.length; p += 3) {
        const q = d(p);
        expect(normal[0] * q[0] + normal[1] * q[1] + normal[2] * q[2]).toBeLessThanOrEqual(0);
      }
    }
    for (const edge of edges.keys()) expect(edges.has(edge.split(' ').reverse().join(' '))).toBe(true);
  }
});

test('the greatest distance over the hull is the greatest over all voxels’ corners', () => {
  for (const seed of [1, 2, 3]) {
    const { mask, size, spacingMm } = generatedRoi(seed, [6, 7, 8], 0.3, [0, 1], [5, 0.8, 0.7]);
    const points = everyVertex(mask, size);
    let most = 0;
    for (const a of points)
      for (const b of points)
        most = Math.max(
          most,
          Math.hypot(...spacingMm.map((s, axis) => (((a[axis] ?? 0) - (b[axis] ?? 0)) * s) / 2)),
        );
    expect(diameters(mask, size, spacingMm).volume).toBeCloseTo(most, 10);
  }
});

function everyVertex(mask: Uint8Array, [nx, ny, nz]: readonly [number, number, number]): number[][] {
  const at = (i: number, j: number, k: number) =>
    i < 0 || j < 0 || k < 0 || i >= nx || j >= ny || k >= nz ? 0 : (mask[(k * ny + j) * nx + i] ?? 0);
  const found: number[][] = [];
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++)
        for (const [x, y, z] of [
          [1, 0, 0],
          [-1, 0, 0],
          [0, 1, 0],
          [0, -1, 0],
          [0, 0, 1],
          [0, 0, -1],
        ] as const)
          if (at(i, j, k) !== 0 && at(i + x, j + y, k + z) === 0)
            found.push([2 * i + x, 2 * j + y, 2 * k + z]);
  return found;
}

test('eigenvalues: 3, 1 and a matrix whose sum of squares they keep', () => {
  expect([...symmetricEigenvalues(Float64Array.of(2, 1, 1, 2), 2)]).toEqual([
    expect.closeTo(3, 12) as number,
    expect.closeTo(1, 12) as number,
  ]);
  const n = 30;
  const { values } = generatedRoi(5, [1, n, n], 1, [-9, 9], [1, 1, 1]);
  const a = Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return (values[i * n + j] ?? 0) + (values[j * n + i] ?? 0);
  });
  const squares = a.reduce((sum, value) => sum + value * value, 0);
  const trace = Array.from({ length: n }, (_, i) => a[i * n + i] ?? 0).reduce((sum, value) => sum + value, 0);
  const found = symmetricEigenvalues(a, n);
  expect(found.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(squares, 6);
  expect(found.reduce((sum, value) => sum + value, 0)).toBeCloseTo(trace, 8);
});
