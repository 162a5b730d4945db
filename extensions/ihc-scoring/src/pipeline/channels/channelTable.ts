import { odTable } from '../opticalDensity';
import type { StainModel } from '../stain/stainModel';
import { stainTables } from '../stain/stainTables';
import { cross, unit } from '../stain/stainVectors';
import type { Channel } from './channelTile';

/** What each byte of each channel of a pixel adds to the amount; three tables of 256, red first: those of the scoring. */
export function channelTable(channel: Channel, stain: Pick<StainModel, 'white' | 'vectors'>): Float64Array {
  return channel === 'residual' ? residualTable(stain) : stainTables(stain)[channel];
}

/** The residual stands at right angles to both stains, so its row of the inverse matrix is its own direction. */
function residualTable({ white, vectors }: Pick<StainModel, 'white' | 'vectors'>): Float64Array {
  const direction = unit(cross(vectors.haematoxylin, vectors.dab));
  const table = new Float64Array(768);
  white.forEach((glass, channel) => {
    odTable(glass).forEach((od, value) => {
      table[256 * channel + value] = od * (direction[channel] ?? 0);
    });
  });
  return table;
}
