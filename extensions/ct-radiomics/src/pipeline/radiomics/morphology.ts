import { autocorrelation } from './autocorrelation';
import { convexHull } from './convexHull.kernel';
import { farthestApart } from './farthestApart.kernel';
import type { Features } from './featureTable';
import type { SpacingMm } from './imageVoxels';
import { meshEnds, meshSizes, withoutInnerPoints } from './mesh.kernel';
import { principalVariances } from './principalAxes';
import { insideIntensities, type RoiVoxels } from './roiVoxels';

/** IBSI 3.1, morphology in mm, mm2 and mm3 (tags with `morph_`). */
export function morphology(roi: RoiVoxels): Features {
  const { shape, size, spacingMm } = roi;
  const { volumeMm3, areaMm2 } = meshSizes(shape, size, spacingMm);
  const voxels = shape.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0);
  const intensities = insideIntensities(roi);
  const mean = intensities.reduce((sum, value) => sum + value, 0) / intensities.length;
  const features = {
    volume: volumeMm3,
    vol_approx: voxels * spacingMm[0] * spacingMm[1] * spacingMm[2],
    area_mesh: areaMm2,
    ...roundness(volumeMm3, areaMm2),
    com: centreOfMassShift(roi),
    ...hullFeatures(roi, volumeMm3, areaMm2),
    ...axes(roi, volumeMm3, areaMm2),
    integ_int: mean * volumeMm3,
    ...autocorrelation(roi),
  };
  return Object.fromEntries(Object.entries(features).map(([name, value]) => [`morph_${name}`, value]));
}

function roundness(v: number, a: number): Features {
  const sphere = Math.cbrt(36 * Math.PI * v * v);
  return {
    av: a / v,
    comp_1: v / (Math.sqrt(Math.PI) * a ** 1.5),
    comp_2: (36 * Math.PI * v * v) / a ** 3,
    sph_dispr: a / sphere,
    sphericity: sphere / a,
    asphericity: a / sphere - 1,
  };
}

/** Distance between the centre of the shape and the centre of the intensities. */
function centreOfMassShift({
  shape,
  inside,
  intensities,
  size: [nx, ny],
  spacingMm,
}: RoiVoxels): number | undefined {
  const [centre, mass] = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  let [voxels, total] = [0, 0];
  shape.forEach((value, at) => {
    if (value === 0) return;
    const place = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))];
    const weight = inside[at] === 0 ? 0 : (intensities[at] ?? 0);
    voxels++;
    total += weight;
    place.forEach((p, axis) => {
      centre[axis] = (centre[axis] ?? 0) + p;
      mass[axis] = (mass[axis] ?? 0) + p * weight;
    });
  });
  if (total === 0) return undefined;
  return Math.hypot(
    ...spacingMm.map((step, axis) => step * ((centre[axis] ?? 0) / voxels - (mass[axis] ?? 0) / total)),
  );
}

function hullFeatures({ shape, size, spacingMm }: RoiVoxels, v: number, a: number): Features {
  const points = withoutInnerPoints(meshEnds(shape, size).alongX, size);
  const hull = convexHull(points);
  const [x = 0, y = 0, z = 0] = boxSides(points, spacingMm);
  const sizes = hull && hullSizes(hull, spacingMm);
  return {
    diam: farthestApart(hull?.corners ?? points, spacingMm),
    vol_dens_aabb: v / (x * y * z),
    area_dens_aabb: a / (2 * (x * y + y * z + x * z)),
    vol_dens_conv_hull: sizes && v / sizes.volume,
    area_dens_conv_hull: sizes && a / sizes.area,
  };
}

function boxSides(points: Int32Array, spacingMm: SpacingMm): number[] {
  return spacingMm.map((step, axis) => {
    const along = points.filter((_, at) => at % 3 === axis);
    let [low, high] = [Infinity, -Infinity];
    for (const value of along) [low, high] = [Math.min(low, value), Math.max(high, value)];
    return ((high - low) * step) / 2;
  });
}

function hullSizes({ triangles, points }: NonNullable<ReturnType<typeof convexHull>>, spacingMm: SpacingMm) {
  let [volume, area] = [0, 0];
  for (const corners of triangles) {
    const [a, b, c] = corners.map(p => spacingMm.map((step, axis) => ((points[p + axis] ?? 0) * step) / 2));
    const normal = crossProduct(difference(b, a), difference(c, a));
    area += Math.hypot(...normal) / 2;
    volume += (a ?? []).reduce((sum, value, axis) => sum + value * (normal[axis] ?? 0), 0) / 6;
  }
  return { volume, area };
}

const difference = (a: readonly number[] = [], b: readonly number[] = []) =>
  a.map((value, axis) => value - (b[axis] ?? 0));

function crossProduct(
  [a = 0, b = 0, c = 0]: readonly number[],
  [x = 0, y = 0, z = 0]: readonly number[],
): number[] {
  return [b * z - c * y, c * x - a * z, a * y - b * x];
}

function axes({ shape, size, spacingMm }: RoiVoxels, v: number, area: number): Features {
  const variances = principalVariances(shape, size, spacingMm, 'n - 1');
  const [long, middle, short] = variances.map(value => 4 * Math.sqrt(value)) as [number, number, number];
  const [a, b, c] = [long / 2, middle / 2, short / 2];
  return {
    pca_maj_axis: long,
    pca_min_axis: middle,
    pca_least_axis: short,
    pca_elongation: middle / long,
    pca_flatness: short / long,
    vol_dens_aee: v / ((4 / 3) * Math.PI * a * b * c),
    area_dens_aee: area / ellipsoidArea(a, b, c),
  };
}

/**
 * Area of the ellipsoid with semi-axes a >= b >= c: the series of IBSI 3.1.20 to its 20th term. With (alpha beta)^k
 * drawn into the Legendre polynomials it also holds where a = b.
 */
function ellipsoidArea(a: number, b: number, c: number): number {
  const [alpha2, beta2] = [1 - (b / a) ** 2, 1 - (c / a) ** 2];
  let [before, now, sum] = [0, 1, 0];
  for (let k = 0; k <= 20; k++) {
    sum += now / (1 - 4 * k * k);
    const after = (((2 * k + 1) * (alpha2 + beta2) * now) / 2 - k * alpha2 * beta2 * before) / (k + 1);
    [before, now] = [now, after];
  }
  return 4 * Math.PI * a * b * sum;
}
