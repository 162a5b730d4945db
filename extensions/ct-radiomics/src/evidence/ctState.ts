import type { PixelRect, Raster } from '@timescope/core/raster';
import { TARGETS, type Target } from '@timescope/core/result/predictionResult';
import type { Crop, GradCamMap } from '../pipeline/prediction';
import type { SavedCt } from './ctToSave';

/** What opening a stored prediction needs beyond its objects' pixels and the result document. */
export interface CtState {
  readonly ct: SavedCt['ct'];
  readonly label: string;
  readonly decisions: SavedCt['decisions'];
  readonly crop: Omit<Crop, 'input'>;
  readonly maps: Readonly<Partial<Record<Target, MapState>>>;
}

/** A map without its values, which the parametric map holds. */
export interface MapState extends Omit<GradCamMap, 'values'> {
  readonly box: PixelRect;
  readonly coarse: Raster<Float32Array>;
}

export function ctState({ ct, roi, decisions, outcome }: SavedCt): CtState {
  const { slice, box, square, window, preview } = outcome.crop;
  const { size, placement, slicePositionsMm, sliceUids, frameOfReferenceUid, evenlySpaced } = ct;
  const maps: Partial<Record<Target, MapState>> = {};
  for (const target of TARGETS) {
    const map = outcome.maps[target];
    if (map) maps[target] = withoutValues(map);
  }
  return {
    ct: {
      size,
      placement,
      slicePositionsMm,
      sliceUids,
      evenlySpaced,
      ...(frameOfReferenceUid !== undefined && { frameOfReferenceUid }),
    },
    label: roi.label,
    decisions,
    crop: { slice, box, square, window, preview },
    maps,
  };
}

const withoutValues = ({
  target,
  class: predicted,
  slice,
  box,
  max,
  coarse,
  definition,
}: GradCamMap): MapState => ({
  target,
  class: predicted,
  slice,
  box,
  max,
  coarse,
  definition,
});
