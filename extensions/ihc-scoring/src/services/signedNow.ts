import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { signed, type Decision, type SignedReading } from '../pipeline/reading/signedReading';
import { strings } from '../strings';
import type { ReadingState } from './ReadingStore';
import type { Measurement } from './scoringState';
import type { Shown } from './shown';

/** What stands on the bench when the reader signs. */
export interface ToSign {
  readonly reader: string | undefined;
  readonly readings: ReadingState;
  readonly measurement: Measurement | undefined;
  readonly shown: Shown;
  readonly isRunning: boolean;
  readonly isMeasuredOtherwise: boolean;
}

/** Why the reading cannot be signed now, in one sentence; undefined when it can. */
export function whyNotSigned(toSign: ToSign): string | undefined {
  const { reader, measurement, shown, isRunning, isMeasuredOtherwise } = toSign;
  if (isRunning) return strings.signAfterRun;
  if (!measurement || !shown.result) return strings.signAfterMeasuring;
  if (isMeasuredOtherwise) return strings.signAfterMeasuringAgain;
  if (!wholeResult(shown)) return strings.signAfterScoring;
  if (reader === undefined) return strings.signNeedsName;
  return undefined;
}

/** The reading as signed now; undefined when it cannot be. */
export function signedNow(toSign: ToSign, decision: Decision, signedAt: number): SignedReading | undefined {
  const { reader, measurement, readings, shown } = toSign;
  const result = wholeResult(shown);
  if (whyNotSigned(toSign) !== undefined || reader === undefined || !measurement || !result) return undefined;
  return signed({
    number: Math.max(0, ...readings.signed.map(({ number }) => number)) + 1,
    reader,
    signedAt,
    decision,
    reading: readings.reading,
    result,
    toolResult: measurement.result,
    runId: measurement.runId,
  });
}

/** A result without its hash is the quick form, whose numbers stand but which cannot be checked later. */
function wholeResult({ isPending, result }: Shown): ScoreResult | undefined {
  if (isPending || result?.hash === undefined) return undefined;
  return { ...result, hash: result.hash };
}
