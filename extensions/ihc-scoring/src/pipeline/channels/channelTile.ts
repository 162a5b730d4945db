import type { StainModel } from '../stain/stainModel';

/** What of a slide's stains is shown. On an H&E slide `dab` is eosin; the residual is what neither stain explains. */
export const CHANNELS = ['haematoxylin', 'dab', 'residual'] as const;
export type Channel = (typeof CHANNELS)[number];

/** One stored tile of a level as a picture of one channel. Plain data: it crosses the worker. */
export interface ChannelTileRequest {
  /** Level of the stored pyramid, from the finest, and the tile's column and row there. */
  readonly level: number;
  readonly column: number;
  readonly row: number;
  readonly channel: Channel;
  readonly stain: Pick<StainModel, 'white' | 'vectors'>;
}
