import type { Features } from './featureTable';
import type { ImageVoxels } from './imageVoxels';
import type { RoiVoxels } from './roiVoxels';

/** Radius of a sphere of 1 cm3 in mm (IBSI 3.2). */
const RADIUS_MM = 10 * Math.cbrt(3 / (4 * Math.PI));

/**
 * IBSI 3.2: the mean intensity in a sphere of 1 cm3, also over voxels outside the region, about its voxel of greatest
 * intensity (`loc_peak_loc`, of several the highest mean) and about the voxel where it is highest (`loc_peak_glob`).
 */
export function localIntensity(image: ImageVoxels, roi: RoiVoxels): Features {
  const sphere = sphereSteps(image);
  const [nx, ny] = roi.size;
  let [greatest, local, global] = [-Infinity, -Infinity, -Infinity];
  for (let at = 0; at < roi.inside.length; at++) {
    if (roi.inside[at] === 0) continue;
    const [i, j, k] = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))];
    const mean = meanAround(image, sphere, i + roi.first[0], j + roi.first[1], k + roi.first[2]);
    const intensity = roi.intensities[at]!;
    if (intensity > greatest) [greatest, local] = [intensity, mean];
    else if (intensity === greatest && mean > local) local = mean;
    if (mean > global) global = mean;
  }
  return { loc_peak_loc: local, loc_peak_glob: global };
}

function sphereSteps({ spacingMm }: ImageVoxels): Int32Array {
  const [rx, ry, rz] = spacingMm.map(step => Math.floor(RADIUS_MM / step)) as [number, number, number];
  const steps: number[] = [];
  for (let z = -rz; z <= rz; z++)
    for (let y = -ry; y <= ry; y++)
      for (let x = -rx; x <= rx; x++)
        if (Math.hypot(x * spacingMm[0], y * spacingMm[1], z * spacingMm[2]) <= RADIUS_MM)
          steps.push(x, y, z);
  return Int32Array.from(steps);
}

function meanAround(
  { size: [nx, ny, nz], values }: ImageVoxels,
  sphere: Int32Array,
  i: number,
  j: number,
  k: number,
) {
  let [sum, count] = [0, 0];
  for (let at = 0; at < sphere.length; at += 3) {
    const [x, y, z] = [i + sphere[at]!, j + sphere[at + 1]!, k + sphere[at + 2]!];
    if (x < 0 || x >= nx || y < 0 || y >= ny || z < 0 || z >= nz) continue;
    sum += values[(z * ny + y) * nx + x]!;
    count++;
  }
  return sum / count;
}
