import { diameters } from './diameters';
import type { Features } from './featureTable';
import { meshSizes } from './mesh.kernel';
import { principalVariances } from './principalAxes';
import type { RoiVoxels } from './roiVoxels';

/** PyRadiomics' shape in mm, names without `original_shape_`. */
export function shape3d({ shape, size, spacingMm }: RoiVoxels): Features {
  const { volumeMm3: v, areaMm2: a } = meshSizes(shape, size, spacingMm);
  const [major, minor, least] = principalVariances(shape, size, spacingMm, 'n');
  const widths = diameters(shape, size, spacingMm);
  const voxels = shape.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0);
  return {
    Elongation: Math.sqrt(minor / major),
    Flatness: Math.sqrt(least / major),
    LeastAxisLength: 4 * Math.sqrt(least),
    MajorAxisLength: 4 * Math.sqrt(major),
    Maximum2DDiameterColumn: widths.column,
    Maximum2DDiameterRow: widths.row,
    Maximum2DDiameterSlice: widths.slice,
    Maximum3DDiameter: widths.volume,
    MeshVolume: v,
    MinorAxisLength: 4 * Math.sqrt(minor),
    Sphericity: Math.cbrt(36 * Math.PI * v * v) / a,
    SurfaceArea: a,
    SurfaceVolumeRatio: a / v,
    VoxelVolume: voxels * spacingMm[0] * spacingMm[1] * spacingMm[2],
  };
}
