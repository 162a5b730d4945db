import type { VoxelGrid } from '@timescope/core/volume';
import { intersectionOf, unionOf, type RoiSlices } from '../roiSlices';
import type { SeatName } from './ReadingsServer';

/** What a consensus begins with: one reader's outline, what both outlined, or what either did. */
export type ConsensusStart = SeatName | 'both' | 'either';

/** Of two readers a majority is both of them: the voxels that the two outlines share. */
export function consensusStart(from: ConsensusStart, a: RoiSlices, b: RoiSlices, grid: VoxelGrid): RoiSlices {
  switch (from) {
    case 'A':
      return a;
    case 'B':
      return b;
    case 'both':
      return intersectionOf(a, b, grid);
    case 'either':
      return unionOf(a, b, grid);
  }
}
