import type { Reading } from '../pipeline/reading/reading';
import type { Decision } from '../pipeline/reading/signedReading';
import type { BenchPart, BenchParts } from './benchPart';
import { isMeasuredOtherwise } from './measuredOtherwise';
import { currentMeasurement, currentRun, type Measurement } from './scoringState';
import { signedNow, whyNotSigned, type ToSign } from './signedNow';

/** Signs the reading on screen and begins its next version. */
export class Signing implements BenchPart {
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

  sign(decision: Decision): void {
    const signed = signedNow(this.toSign(), decision, Date.now());
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
