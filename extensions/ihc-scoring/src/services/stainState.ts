import type { Progress } from '@timescope/core/progress';
import type { Channel } from '../pipeline/channels/channelTile';
import type { SlideInspection } from '../pipeline/inspect/slideInspection';
import type { Problem } from './scoringState';

/** How far the look at the slide on screen is. */
export type Look =
  | { readonly kind: 'none' }
  | { readonly kind: 'looking'; readonly progress: Progress }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'done' };

export interface StainState {
  readonly look: Look;
  /** Of the slide on screen; while it is looked at again, still with the settings before. */
  readonly inspection: SlideInspection | undefined;
  readonly isTissueShown: boolean;
  /** Undefined: the slide as the viewer shows it. */
  readonly channel: Channel | undefined;
  /** Tiles of the channel in view that are not computed yet. */
  readonly missingTiles: number;
  readonly channelProblem: Problem | undefined;
}

export const initialStain: StainState = {
  look: { kind: 'none' },
  inspection: undefined,
  isTissueShown: false,
  channel: undefined,
  missingTiles: 0,
  channelProblem: undefined,
};
