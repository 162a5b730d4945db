import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { CellTable } from '../pipeline/cellTable';

/** Without a hash while it is the quick form: see `isPending`. */
export type ShownResult = Omit<ScoreResult, 'hash'> & { readonly hash: string | undefined };

/** What panel and overlay show of the slide on screen. */
export interface Shown {
  /** The cells with the reader's grades, types and inclusions; tile by tile. */
  readonly tables: readonly CellTable[];
  /** With the reader's thresholds and edits; undefined before a measurement. */
  readonly result: ShownResult | undefined;
  /** What the tool measured. */
  readonly toolResult: ScoreResult | undefined;
  /** The quick form is shown; the full result with its hash follows. */
  readonly isPending: boolean;
}

export const NOTHING_SHOWN: Shown = {
  tables: [],
  result: undefined,
  toolResult: undefined,
  isPending: false,
};
