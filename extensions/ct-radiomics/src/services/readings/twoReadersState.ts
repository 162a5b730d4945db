import type { Agreement } from '@timescope/core/geometry/agreement/agreement';
import type { RoiSlices } from '../roiSlices';
import type { SeatName } from './ReadingsServer';

/**
 * Of the shown series for the reader at this page. `asking`: not known yet; `hidden`: the server keeps no readings;
 * `unknown`: it did not answer; `none`: an ordinary study; `notJoined`: of two readers, and this page holds the key of
 * neither.
 */
export type ReadingPhase =
  'asking' | 'hidden' | 'unknown' | 'none' | 'notJoined' | 'drawing' | 'signed' | 'opened';

export interface ReadersOutline {
  readonly seat: SeatName;
  readonly reader: string;
  /** ISO 8601. */
  readonly signedAt: string;
  readonly roi: RoiSlices;
}

export interface TwoReadersState {
  readonly phase: ReadingPhase;
  readonly other: 'absent' | 'drawing' | 'signed';
  /** Whether a place is free for a reader who has not joined. */
  readonly hasRoom: boolean;
  /** This reader's own, to write down. */
  readonly key: string | undefined;
  readonly isBusy: boolean;
  /** A first, then B; empty until both have signed. */
  readonly outlines: readonly ReadersOutline[];
  readonly isComparing: boolean;
  /** Undefined while it is computed, or when it cannot be. */
  readonly agreement: Agreement | undefined;
  readonly shown: Readonly<Record<SeatName, boolean>>;
}

export const START: TwoReadersState = {
  phase: 'asking',
  other: 'absent',
  hasRoom: true,
  key: undefined,
  isBusy: false,
  outlines: [],
  isComparing: false,
  agreement: undefined,
  shown: { A: true, B: true },
};
