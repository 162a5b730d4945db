/** Ours: far above what sums of decimal positions lose, far below any distance between slices. */
const SAME_DISTANCE_MM = 1e-6;

/**
 * The slice that holds most voxels. Of equal slices the one nearest the centroid of the whole region is taken, of
 * equally near ones the earlier: papers say only "largest cross-section", so this rule is ours.
 * @param slices at least one, by rising index
 * @param heightMm position of slice `index` along the slices' normal
 */
export function largestCrossSection<Slice extends { readonly index: number; readonly voxels: number }>(
  slices: readonly [Slice, ...Slice[]],
  heightMm: (index: number) => number,
): Slice {
  const centroid = centroidHeight(slices, heightMm);
  const fromCentroid = ({ index }: Slice) => Math.abs(heightMm(index) - centroid);
  return slices.reduce((best, slice) => {
    if (slice.voxels !== best.voxels) return slice.voxels > best.voxels ? slice : best;
    return fromCentroid(slice) < fromCentroid(best) - SAME_DISTANCE_MM ? slice : best;
  });
}

function centroidHeight(
  slices: readonly { readonly index: number; readonly voxels: number }[],
  heightMm: (index: number) => number,
): number {
  const voxels = slices.reduce((sum, slice) => sum + slice.voxels, 0);
  return slices.reduce((sum, slice) => sum + slice.voxels * heightMm(slice.index), 0) / voxels;
}
