import type { Slide } from '@timescope/core/dicom/read/slide';
import type { ObservableState } from '@timescope/ohif/ObservableState';
import type { Reader } from '@timescope/ohif/readerState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { strings } from '../strings';
import type { BenchPart, SlideOnScreen } from './benchPart';
import type { MeasuredArea } from './measuredArea';
import type { MeasurementShelf } from './measurementShelf';
import { namingDetector } from './namingDetector';
import { readingKey } from './readingKey';
import type { ReadingRecord, ReadingStore } from './ReadingStore';
import { isAside, isUntouched, runNoted } from './readingState';
import type { RunWitness } from './ScoringService';
import { NO_RUNS_IN_TABS, type RunsInTabs } from './runsInTabs';
import type { Measurement, Problem, ScoringState } from './scoringState';

/** What this needs of the ScoringService. */
export interface MeasurementsInMemory {
  readonly state: ObservableState<ScoringState>;
  readonly reader: ObservableState<Reader>;
  showKey(key: string | undefined): void;
  sayBegun(run: Pick<ScoringState, 'interrupted' | 'elsewhere'>): void;
  sayProblem(problem: Problem): void;
  keep(key: string, measurement: Measurement): void;
  letGo(key: string): void;
  moveKey(from: string, to: string): void;
}

/**
 * Brings back what the reader left on the slide on screen, and puts it away again: the reading, and the measurement
 * with its cells. In memory stay only the measurement on screen and those that the browser refused to store.
 */
export class SlideReading implements BenchPart, RunWitness {
  private readonly onSlide = new Subscriptions();
  private slide: Slide | undefined;
  private name: string | undefined;
  private readonly shelved = new Set<string>();
  /** Ends of runs that are being written down: who comes back meanwhile waits for them. */
  private readonly settling = new Map<string, Promise<void>>();
  /** The same runs, with the reading each belongs to by then. */
  private readonly ending = new Set<{ key: string }>();
  /** The run of the reading on screen whose cells were looked for last. */
  private runId: string | undefined;
  /** The area of the run that the reading on screen says has begun, as text. */
  private begunArea: string | undefined;
  /** Runs of this tab, by reading: what tells the other tabs that they have ended. */
  private readonly going = new Map<string, () => void>();

  constructor(
    private readonly scoring: MeasurementsInMemory,
    private readonly readings: ReadingStore,
    private readonly shelf: MeasurementShelf,
    private readonly tabs: RunsInTabs = NO_RUNS_IN_TABS,
  ) {}

  attach({ slide }: SlideOnScreen): void {
    this.slide = slide;
    this.name = this.scoring.reader.get().name;
    this.onSlide.add(this.scoring.reader.subscribe(() => void this.followReader()));
    this.onSlide.add(this.readings.state.subscribe(() => this.followRun()));
    this.onSlide.add(this.readings.state.subscribe(() => void this.followBegun()));
    this.onSlide.add(onPageHide(() => this.readings.storeNow()));
    void this.open();
  }

  detach(): void {
    this.onSlide.releaseAll();
    this.readings.close();
    const { key } = this.scoring.state.get();
    this.scoring.showKey(undefined);
    this.slide = undefined;
    this.runId = undefined;
    this.begunArea = undefined;
    if (key !== undefined) this.putAway(key);
  }

  begun(key: string, area: MeasuredArea): void {
    if (!this.going.has(key)) this.going.set(key, this.tabs.begin(key));
    void this.readings.noteRun(key, { begun: area });
  }

  ended(key: string, measurement: Measurement | undefined): void {
    const run = { key };
    this.ending.add(run);
    if (measurement && !this.isAside(key, measurement)) this.scoring.keep(key, measurement);
    const noted = measurement ? this.shelve(run, measurement) : this.forgetBegun(key).then(() => undefined);
    this.settling.set(key, noted);
    void noted.finally(() => {
      if (this.settling.get(key) === noted) this.settling.delete(key);
      this.ending.delete(run);
      this.endGoing(run.key);
    });
  }

  /** Entering a first name keeps what is on screen; a reader who has read this slide before is asked. */
  private async followReader(): Promise<void> {
    const { seriesUid, name: before } = this;
    const { name } = this.scoring.reader.get();
    const { key } = this.scoring.state.get();
    if (name === before || seriesUid === undefined) return;
    this.name = name;
    const own = readingKey(seriesUid, name);
    const isFirst = before === undefined && key !== undefined;
    if (isFirst && (await this.readings.moveTo(own, () => this.moveKey(key, own)))) return;
    if (this.seriesUid !== seriesUid || this.name !== name) return;
    const left = this.readings.get();
    if (key !== undefined) this.putAway(key);
    await this.open();
    if (isFirst && this.readings.state.get().key === own && !isUntouched(left)) this.readings.offer(left);
  }

  private moveKey(from: string, to: string): void {
    this.scoring.moveKey(from, to);
    for (const run of this.ending) if (run.key === from) run.key = to;
    const settling = this.settling.get(from);
    if (settling) this.settling.set(to, settling);
    if (this.going.has(from)) this.going.set(to, this.tabs.begin(to));
    this.endGoing(from);
  }

  private get seriesUid(): string | undefined {
    return this.slide?.seriesInstanceUid;
  }

  private async open(): Promise<void> {
    if (this.seriesUid === undefined) return;
    const key = readingKey(this.seriesUid, this.name);
    this.scoring.showKey(key);
    await this.settling.get(key);
    if (this.scoring.state.get().key !== key) return;
    await this.readings.open(key);
  }

  /** A run that the reading says has begun: here, in another tab, or in a page that is gone. */
  private async followBegun(): Promise<void> {
    const { key, begun } = this.readings.state.get();
    const area = key === undefined || begun === undefined ? undefined : JSON.stringify([key, begun]);
    if (area === this.begunArea) return;
    this.begunArea = area;
    if (key === undefined) return;
    if (!begun) {
      this.scoring.sayBegun(NO_RUN_BEGUN);
      return;
    }
    const isOthers = () => this.begunArea === area && !this.going.has(key);
    const isGoingOn = await this.tabs.isGoingOn(key).catch(() => false);
    if (!isOthers()) return;
    if (isGoingOn) {
      this.scoring.sayBegun({ elsewhere: begun, interrupted: undefined });
      await this.tabs.end(key).catch(() => undefined);
    }
    const kept = isGoingOn ? await this.readings.lookAt(key) : undefined;
    const isEnded = isGoingOn && kept?.begun === undefined;
    if (isOthers()) this.scoring.sayBegun({ interrupted: isEnded ? undefined : begun, elsewhere: undefined });
  }

  private endGoing(key: string): void {
    this.going.get(key)?.();
    this.going.delete(key);
  }

  /** The run that the reading names: of before, or of another tab. */
  private followRun(): void {
    const { key, runId } = this.readings.state.get();
    if (runId === this.runId) return;
    this.runId = runId;
    if (key !== undefined && runId !== undefined) void this.bringBack(key, runId);
  }

  /** What was measured here and is not stored stays. */
  private async bringBack(key: string, runId: string): Promise<void> {
    const here = () => this.scoring.state.get().measurements.get(key);
    const before = here();
    if (before && (before.runId === runId || !this.shelved.has(before.runId))) return;
    const measurement = await this.shelf.take(runId).catch(() => undefined);
    if (this.scoring.state.get().key !== key || this.readings.state.get().runId !== runId) return;
    if (here() !== before) return;
    if (!measurement) {
      this.scoring.sayProblem(strings.cellsLost);
      return;
    }
    this.shelved.add(runId);
    this.scoring.keep(key, this.naming(measurement));
  }

  private naming(brought: Measurement): Measurement {
    if (!this.slide) return brought;
    const { reading, measurement } = namingDetector(
      { reading: this.readings.get(), measurement: brought },
      this.slide,
    );
    this.readings.amend(reading);
    return measurement;
  }

  /** A reading that is signed keeps its run for good; of others only the last run is kept. */
  private async shelve(run: { readonly key: string }, measurement: Measurement): Promise<void> {
    const isKept = await this.shelf.keep(measurement).then(
      () => true,
      () => false,
    );
    if (isKept) await this.noteShelved(run.key, measurement.runId);
    else await this.noteRefused(run.key, measurement);
  }

  private async noteShelved(key: string, runId: string): Promise<void> {
    this.shelved.add(runId);
    const before = await this.readings.noteRun(key, { runId, begun: undefined });
    if (key !== this.scoring.state.get().key) this.putAway(key);
    if (!before) return;
    const now = { ...before, ...runNoted(before, { runId }) };
    const used = new Set([now.runId, now.aside, ...now.signed.map(each => each.runId)]);
    for (const old of [before.runId, before.aside])
      if (old !== undefined && !used.has(old)) await this.shelf.drop(old).catch(() => undefined);
  }

  /** The measurement that was stored before stays stored, and the new one in memory; what was signed keeps its own. */
  private async noteRefused(key: string, { runId }: Measurement): Promise<void> {
    const before = await this.forgetBegun(key);
    const isLost = before !== undefined && isAside(before, runId);
    const { key: onScreen, measurements } = this.scoring.state.get();
    if (isLost && measurements.get(key)?.runId === runId) this.scoring.letGo(key);
    if (key === onScreen) this.scoring.sayProblem(isLost ? strings.asideNotKept : strings.cellsNotKept);
  }

  private forgetBegun(key: string): Promise<ReadingRecord | undefined> {
    return this.readings.noteRun(key, { begun: undefined });
  }

  private isAside(key: string, { runId }: Measurement): boolean {
    const readings = this.readings.state.get();
    return readings.key === key && isAside(readings, runId);
  }

  private putAway(key: string): void {
    const runId = this.scoring.state.get().measurements.get(key)?.runId;
    if (runId !== undefined && this.shelved.has(runId)) this.scoring.letGo(key);
  }
}

const NO_RUN_BEGUN = { interrupted: undefined, elsewhere: undefined };

function onPageHide(act: () => void): () => void {
  window.addEventListener('pagehide', act);
  return () => window.removeEventListener('pagehide', act);
}
