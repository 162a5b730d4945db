import { ObservableState } from '@timescope/ohif/ObservableState';
import type { Reading } from '../pipeline/reading/reading';
import { signableScores, type SignableScore } from '../pipeline/reading/signableScores';
import type { BenchPart, BenchParts } from './benchPart';
import { decidedOf, NOT_DECIDED, overriddenScore, type Decided, type Deciding } from './deciding';
import { isMeasuredOtherwise, isMeasuredWithFiles } from './measuredOtherwise';
import { currentMeasurement, currentRun, type Measurement } from './scoringState';
import { signedNow, whyNotSigned, type ToSign } from './signedNow';

/** Signs the reading on screen and begins its next version. */
export class Signing implements BenchPart {
  /** What was chosen and typed, and for which version of which reading: another one begins anew. */
  readonly state = new ObservableState<{ readonly of: string; readonly deciding: Deciding }>({
    of: '',
    deciding: NOT_DECIDED,
  });
  /** The settings of a classifier are long; the panel asks at every change of anything. */
  private known: { measurement: Measurement; reading: Reading; isOtherwise: boolean } | undefined;

  constructor(private readonly bench: Pick<BenchParts, 'scoring' | 'readings' | 'shown'>) {}

  attach(): void {
    this.known = undefined;
  }

  detach(): void {
    this.known = undefined;
  }

  /** Why it cannot be signed now, in one sentence. */
  whyNot(): string | undefined {
    return whyNotSigned(this.toSign());
  }

  deciding(): Deciding {
    const { of, deciding } = this.state.get();
    return of === this.versionNow() ? deciding : NOT_DECIDED;
  }

  /** What the reader decided about the scores as they are now. */
  decided(): Decided {
    return decidedOf(this.deciding(), this.scores());
  }

  /** A value belongs to the score that it was typed for, as that stood then. */
  decide(change: Partial<Omit<Deciding, 'valueThen'>>): void {
    const before = this.deciding();
    const isOther = change.path !== undefined && change.path !== before.path;
    const deciding = { ...before, ...(isOther && { value: '' }), ...change };
    this.state.update({ of: this.versionNow(), deciding });
    if (change.path !== undefined || change.value !== undefined) this.keepValue();
  }

  /** The value that was typed stands against the score as it is now. */
  keepValue(): void {
    const deciding = this.deciding();
    const valueThen = overriddenScore(deciding, this.scores())?.value;
    this.state.update({ of: this.versionNow(), deciding: { ...deciding, valueThen } });
  }

  /** Nothing is signed while the decision is not one about the scores as they are now. */
  sign(): void {
    const decided = this.decided();
    const signed =
      decided.kind === 'decided' ? signedNow(this.toSign(), decided.decision, Date.now()) : undefined;
    if (signed) this.bench.readings.addSigned(signed);
  }

  newVersion(): void {
    this.bench.readings.beginVersion();
  }

  /** Whether the measurement was made with other settings than the reading has now. */
  isMeasuredOtherwise(): boolean {
    const state = this.bench.scoring.state.get();
    const measurement = currentMeasurement(state);
    if (!measurement || state.slide.kind !== 'ready') return false;
    const reading = this.bench.readings.get();
    if (this.known?.measurement !== measurement || this.known.reading !== reading) {
      const isOtherwise = isMeasuredOtherwise(measurement, reading, state.slide.slide);
      this.known = { measurement, reading, isOtherwise };
    }
    return this.known.isOtherwise;
  }

  /** Whether it was measured with a file of the command line's that no reading has. */
  isOfFiles(): boolean {
    const measurement = currentMeasurement(this.bench.scoring.state.get());
    return measurement !== undefined && isMeasuredWithFiles(measurement.request);
  }

  private scores(): readonly SignableScore[] {
    const { result } = this.bench.shown.get();
    return result ? signableScores(result) : [];
  }

  private versionNow(): string {
    const { key, signed, reading } = this.bench.readings.state.get();
    return JSON.stringify([key, signed.length, reading.preset]);
  }

  private toSign(): ToSign {
    const state = this.bench.scoring.state.get();
    return {
      reader: this.bench.scoring.reader.get().name,
      readings: this.bench.readings.state.get(),
      measurement: currentMeasurement(state),
      shown: this.bench.shown.get(),
      isRunning: currentRun(state) !== undefined,
      isMeasuredOtherwise: this.isMeasuredOtherwise(),
    };
  }
}
