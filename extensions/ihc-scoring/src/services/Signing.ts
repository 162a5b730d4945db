import type { Decision } from '../pipeline/reading/signedReading';
import type { BenchParts } from './benchPart';
import { isMeasuredOtherwise } from './measuredOtherwise';
import { currentMeasurement, currentRun } from './scoringState';
import { signedNow, whyNotSigned, type ToSign } from './signedNow';

/** Signs the reading on screen and begins its next version. */
export class Signing {
  constructor(private readonly bench: Pick<BenchParts, 'scoring' | 'readings' | 'shown'>) {}

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
    return (
      measurement !== undefined &&
      state.slide.kind === 'ready' &&
      isMeasuredOtherwise(measurement, this.bench.readings.get(), state.slide.slide)
    );
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
