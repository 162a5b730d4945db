import { ObservableState } from '@timescope/ohif/ObservableState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import type { GradeThresholds } from '../pipeline/intensity';
import { rescore, type MeasuredCells, type ReaderChanges } from '../pipeline/reading/rescore';
import { movedThreshold, type ThresholdGrade } from '../pipeline/reading/movedThreshold';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { BenchParts } from './benchPart';
import { problemOf } from './problemOf';
import { isChange, readerChanges } from './readerChanges';
import { currentMeasurement, visibleCells, type Measurement, type Problem } from './scoringState';
import { NOTHING_SHOWN } from './shown';

/** The hash is over every cell: it follows when the reader pauses for this long. Ours. */
const PAUSE_MS = 300;

export interface RescoringState {
  /** The thresholds that the reader is just moving; they are no step to undo before they stay. */
  readonly moving: GradeThresholds | undefined;
  /** Work of the last quick form in milliseconds. */
  readonly quickMs: number | undefined;
  readonly problem: Problem | undefined;
}

/** What scores again with the hash, elsewhere. */
export interface FullRescoring {
  rescore(measured: MeasuredCells, changes: ReaderChanges, signal: AbortSignal): Promise<ScoreResult>;
  close(): void;
}

/** Keeps what is shown up to date with what was measured and what the reader wants otherwise. */
export class RescoringService {
  readonly state = new ObservableState<RescoringState>({
    moving: undefined,
    quickMs: undefined,
    problem: undefined,
  });
  private readonly inMode = new Subscriptions();
  private full: AbortController | undefined;
  private shownFor: { readonly measurement: Measurement | undefined; readonly text: string } | undefined;

  constructor(
    private readonly parts: Pick<BenchParts, 'scoring' | 'readings' | 'shown'>,
    private readonly worker: FullRescoring,
  ) {}

  start(): void {
    this.inMode.add(this.parts.scoring.state.subscribe(() => this.follow()));
    this.inMode.add(this.parts.readings.state.subscribe(() => this.follow()));
    this.follow();
  }

  stop(): void {
    this.inMode.releaseAll();
    this.full?.abort();
    this.worker.close();
    this.shownFor = undefined;
    this.state.update({ moving: undefined, problem: undefined });
    this.parts.shown.update(NOTHING_SHOWN);
  }

  /** The thresholds in force; undefined before a measurement. */
  thresholds(): GradeThresholds | undefined {
    const measurement = currentMeasurement(this.parts.scoring.state.get());
    return (
      measurement && (this.changesTo(measurement).thresholds ?? measurement.basis.settings.gradeThresholds)
    );
  }

  /** One threshold goes to the density, as far as its neighbours let it; `settle` makes it stay. */
  move(grade: ThresholdGrade, density: number): void {
    const before = this.thresholds();
    if (!before || this.parts.readings.isRefused()) return;
    const moving = movedThreshold(before, grade, density);
    if (moving.every((each, at) => each === before[at])) return;
    this.state.update({ moving });
    this.follow();
  }

  /** What was moved becomes one step to undo. */
  settle(): void {
    const { moving } = this.state.get();
    if (!moving) return;
    this.parts.readings.change(reading => ({ ...reading, thresholds: moving }));
    this.state.update({ moving: undefined });
    this.follow();
  }

  /** The preset's own thresholds again. */
  reset(): void {
    this.state.update({ moving: undefined });
    if (this.parts.readings.get().thresholds === undefined) this.follow();
    else this.parts.readings.change(reading => ({ ...reading, thresholds: undefined }));
  }

  /** After a problem: what the reader changed is scored once more. */
  again(): void {
    this.shownFor = undefined;
    this.state.update({ problem: undefined });
    this.follow();
  }

  private changesTo({ request }: Measurement): ReaderChanges {
    const { scoring, readings } = this.parts;
    const isOpen = readings.state.get().key === scoring.state.get().key;
    if (!isOpen) return NO_CHANGES;
    return readerChanges(readings.get(), request, this.state.get().moving);
  }

  private follow(): void {
    const state = this.parts.scoring.state.get();
    const measurement = currentMeasurement(state);
    const tables = visibleCells(state);
    if (!measurement || tables !== measurement.tables) {
      this.showCells(measurement, tables);
      return;
    }
    const changes = this.changesTo(measurement);
    const text = JSON.stringify(changes);
    if (this.shownFor?.measurement === measurement && this.shownFor.text === text) return;
    this.full?.abort();
    this.shownFor = { measurement, text };
    if (isChange(changes, measurement.request)) this.showRescored(measurement, changes);
    else this.showMeasured(measurement);
  }

  /** Cells of a run in progress have no result yet; that of the measurement before is not theirs. */
  private showCells(measurement: Measurement | undefined, tables: Measurement['tables']): void {
    this.full?.abort();
    // The worker holds the cells that it was given.
    if (!measurement) this.worker.close();
    this.shownFor = undefined;
    const { result, tables: shown } = this.parts.shown.get();
    if (tables !== shown || result) this.parts.shown.update({ ...NOTHING_SHOWN, tables });
  }

  private showMeasured({ tables, result }: Measurement): void {
    this.parts.shown.update({ tables, result, toolResult: result, isPending: false });
  }

  private showRescored(measurement: Measurement, changes: ReaderChanges): void {
    const began = performance.now();
    try {
      const { tables, result } = rescore(measurement, changes);
      this.parts.shown.update({
        tables,
        result: { ...result, hash: undefined },
        toolResult: measurement.result,
        isPending: true,
      });
      this.state.update({ quickMs: performance.now() - began, problem: undefined });
      this.completeAfterPause(measurement, changes);
    } catch (thrown) {
      this.state.update({ problem: problemOf(thrown) });
    }
  }

  private completeAfterPause(measurement: Measurement, changes: ReaderChanges): void {
    const full = new AbortController();
    this.full = full;
    const timer = setTimeout(() => void this.complete(measurement, changes, full.signal), PAUSE_MS);
    full.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  private async complete(
    measurement: Measurement,
    changes: ReaderChanges,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const result = await this.wholeResult(measurement, changes, signal);
      if (signal.aborted) return;
      this.parts.shown.update({ result, isPending: false });
      this.state.update({ problem: undefined });
    } catch (thrown) {
      if (!signal.aborted) this.state.update({ problem: problemOf(thrown) });
    }
  }

  /** A worker that stopped is begun anew by the next question: asked once more before the reader is told. */
  private async wholeResult(
    measurement: Measurement,
    changes: ReaderChanges,
    signal: AbortSignal,
  ): Promise<ScoreResult> {
    try {
      return await this.worker.rescore(measurement, changes, signal);
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      return this.worker.rescore(measurement, changes, signal);
    }
  }
}

const NO_CHANGES: ReaderChanges = { thresholds: undefined, edits: [], leftOut: [], pcms: undefined };
