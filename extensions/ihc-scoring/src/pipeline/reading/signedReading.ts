import { canonicalJson, type Json } from '@timescope/core/canonicalJson';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { sha256Hex } from '@timescope/core/sha256';
import type { Reading } from './reading';

/** What the reader decided about the score. An override names one score by its path in the result, as `hScore.whole`. */
export type Decision =
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'overridden';
      readonly score: string;
      /** The value that stood there; null: not evaluable. */
      readonly from: number | string | null;
      readonly to: number | string;
      readonly reason: string;
    };

/** A reading as it was signed. Never changed afterwards; the next version begins as a copy of it. */
export interface SignedReading {
  /** Counts from 1. */
  readonly number: number;
  readonly reader: string;
  /** Milliseconds since 1970. */
  readonly signedAt: number;
  readonly decision: Decision;
  readonly reading: Reading;
  /** With the reader's thresholds and edits. */
  readonly result: ScoreResult;
  /** What the tool measured. */
  readonly toolResult: ScoreResult;
  /** The run whose cells belong to it. */
  readonly runId: string;
  /** SHA-256 over all of the above: shows whether a stored version is still what was signed. */
  readonly seal: string;
}

export function signed(unsealed: Omit<SignedReading, 'seal'>): SignedReading {
  return Object.freeze({ ...unsealed, seal: sealOf(unsealed) });
}

/** Whether a version that was stored is still what was signed. */
export function isIntact({ seal, ...unsealed }: SignedReading): boolean {
  return seal === sealOf(unsealed);
}

const sealOf = (unsealed: Omit<SignedReading, 'seal'>): string =>
  sha256Hex(canonicalJson(JSON.parse(JSON.stringify(unsealed)) as Json));
