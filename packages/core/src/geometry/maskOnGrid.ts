import type { Vector3, VolumePlacement } from '../frames';
import { millimetres } from '../units';
import { gridDifference, requireSameGrid, type RoiMask, type VolumeSize, type VoxelGrid } from '../volume';

type Axis = 0 | 1 | 2;

/** Which axis of the mask runs along an axis of the grid, and whether it runs backwards. */
interface Turn {
  readonly axis: Axis;
  readonly isBackwards: boolean;
}

/**
 * The same mask with its voxels in the order of `grid`. Only axes are swapped and turned round, nothing is resampled:
 * NIfTI writers often store rows from the bottom.
 * @throws TimescopeError GEOMETRY when the voxels of mask and grid are not the same places
 */
export function onGrid(mask: RoiMask, grid: VoxelGrid): RoiMask {
  if (gridDifference(grid, mask) === undefined) return { ...mask, placement: grid.placement };
  const turns = matchingTurns(axes(grid.placement), axes(mask.placement));
  const turned = turns ? turnedMask(mask, turns) : mask;
  requireSameGrid(grid, turned);
  return { ...turned, placement: grid.placement };
}

/** Steps in mm from a voxel to the next along i, j and k. */
function axes({ row, column, slice, spacingMm }: VolumePlacement): readonly [Vector3, Vector3, Vector3] {
  return [scaled(row, spacingMm.x), scaled(column, spacingMm.y), slice];
}

const scaled = (v: Vector3, by: number): Vector3 => [v[0] * by, v[1] * by, v[2] * by];

/** Ours: cosine of the angle up to which two axes count as the same. */
const ALONG = 0.999;

function matchingTurns(wanted: readonly Vector3[], given: readonly Vector3[]): readonly Turn[] | undefined {
  const turns = wanted.map(axis => {
    const cosines = given.map(candidate => cosine(axis, candidate));
    const at = cosines.findIndex(value => Math.abs(value) > ALONG);
    return at < 0 ? undefined : { axis: at as Axis, isBackwards: (cosines[at] ?? 0) < 0 };
  });
  const found = turns.filter(turn => turn !== undefined);
  return new Set(found.map(turn => turn.axis)).size === 3 ? found : undefined;
}

function cosine(a: Vector3, b: Vector3): number {
  const dot = (v: Vector3, w: Vector3) => v[0] * w[0] + v[1] * w[1] + v[2] * w[2];
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

function turnedMask({ values, size, placement }: RoiMask, turns: readonly Turn[]): RoiMask {
  const strides = [1, size[0], size[0] * size[1]] as const;
  const extents = turns.map(({ axis }) => size[axis]);
  const steps = turns.map(({ axis, isBackwards }) => (isBackwards ? -strides[axis] : strides[axis]));
  const start = turns.reduce(
    (sum, { axis, isBackwards }) => sum + (isBackwards ? (size[axis] - 1) * strides[axis] : 0),
    0,
  );
  const [nx = 0, ny = 0, nz = 0] = extents;
  const [sx = 0, sy = 0, sz = 0] = steps;
  const turned = new Uint8Array(values.length);
  for (let k = 0, to = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, to++) turned[to] = values[start + i * sx + j * sy + k * sz] ?? 0;
  return { values: turned, size: [nx, ny, nz], placement: turnedPlacement(placement, size, turns) };
}

function turnedPlacement(
  placement: VolumePlacement,
  size: VolumeSize,
  turns: readonly Turn[],
): VolumePlacement {
  const given = axes(placement);
  const [x, y, z] = turns.map(({ axis, isBackwards }) => scaled(given[axis], isBackwards ? -1 : 1));
  const origin = turns.reduce<Vector3>((o, { axis, isBackwards }) => {
    const step = isBackwards ? scaled(given[axis], size[axis] - 1) : ([0, 0, 0] as const);
    return [o[0] + step[0], o[1] + step[1], o[2] + step[2]];
  }, placement.originMm);
  const [rowLength, columnLength] = [length(x), length(y)];
  return {
    originMm: origin,
    row: scaled(x ?? [1, 0, 0], 1 / rowLength),
    column: scaled(y ?? [0, 1, 0], 1 / columnLength),
    slice: z ?? [0, 0, 1],
    spacingMm: { x: millimetres(rowLength), y: millimetres(columnLength) },
  };
}

function length(v: Vector3 | undefined): number {
  return v ? Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]) : 0;
}
