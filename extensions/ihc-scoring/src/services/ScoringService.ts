import type { LayerChoice } from '@timescope/core/dicom/read/slideLayers';
import type { Host } from '@timescope/ohif/host';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { readerState } from '@timescope/ohif/readerState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import type { PresetName } from '../pipeline/presets/presets';
import { gradedCells, underMarker } from '../pipeline/reading/underMarker';
import { strings } from '../strings';
import type { BenchPart } from './benchPart';
import { followSlide } from './followSlide';
import { followToolbar } from './hostControls';
import { layerToOpen } from './layerOnScreen';
import type { MeasuredArea } from './measuredArea';
import { sameAreaNow } from './measuredOtherwise';
import type { ManagedViewer } from './microscopy';
import { OpenedViewers } from './OpenedViewers';
import { openFocalPlanes } from './openFocalPlanes';
import { problemOf } from './problemOf';
import type { ReadingStore } from './ReadingStore';
import { scoreRequestOf } from './scoreRequestOf';
import {
  areaHere,
  currentMeasurement,
  initialState,
  otherSlide,
  type Measurement,
  type Problem,
  type ScoringState,
} from './scoringState';
import { watchSlideOnScreen } from './slideOnScreen';
import { SlideRuns, type RunEnd } from './SlideRuns';

/** Called with each run that begins, and with its measurement, which it keeps, when it ends whole. */
export interface RunWitness {
  begun(key: string, area: MeasuredArea): void;
  ended(key: string, measurement: Measurement | undefined): void;
}

/** Which slide is on screen, what of it is measured, and the runs. Panels come and go. */
export class ScoringService {
  readonly state = new ObservableState<ScoringState>(initialState);
  readonly reader;
  private readonly runs: SlideRuns;
  private readonly inMode = new Subscriptions();
  private readonly onSlide = new Subscriptions();
  private readonly opened: OpenedViewers;
  private isInMode = false;
  private viewer: ManagedViewer | undefined;
  /** By series, as it was opened last. */
  private readonly layers = new Map<string, LayerChoice>();

  constructor(
    private readonly host: Host,
    private readonly readings: ReadingStore,
    private readonly bench: BenchPart & RunWitness,
  ) {
    this.reader = readerState(host.servicesManager.services, window.localStorage);
    this.runs = new SlideRuns(host, this.state);
    this.opened = new OpenedViewers(host);
  }

  /** Called when a mode is entered. */
  start(): void {
    this.isInMode = true;
    this.inMode.add(followToolbar(this.host, this.state));
    this.inMode.add(openFocalPlanes(this.host));
    // Opening the slide again puts the reading away, which must not happen in the middle of its change.
    this.inMode.add(this.readings.state.subscribe(() => queueMicrotask(() => this.followLayer())));
    this.inMode.add(watchSlideOnScreen(this.host, viewer => this.showSlide(viewer)));
  }

  /** Called when a mode is left: lets the slide go. A run goes on, and its result waits for who comes back. */
  stop(): void {
    this.isInMode = false;
    this.onSlide.releaseAll();
    this.inMode.releaseAll();
    this.runs.closeWhenIdle();
    const { runs, measurements } = this.state.get();
    this.state.update({ ...initialState, runs, measurements });
    // The host lets its viewers go while it leaves the mode.
    queueMicrotask(() => this.opened.look());
  }

  /** What the reader said for the last marker only goes with it. */
  choosePreset(preset: PresetName): void {
    const graded = gradedCells(this.readings.get());
    if (!this.readings.change(reading => underMarker(reading, preset))) return;
    this.state.update({ gradesDropped: graded - gradedCells(this.readings.get()) });
  }

  /** Which optical path and focal plane of the slide on screen is looked at and measured. */
  chooseLayer(layer: LayerChoice): void {
    this.readings.change(reading => ({ ...reading, layer }));
  }

  chooseHere(here: 'field' | 'drawn'): void {
    this.state.update({ here });
  }

  toggleOverlay(): void {
    const { overlay } = this.state.get();
    this.state.update({ overlay: { ...overlay, isShown: !overlay.isShown } });
  }

  toggleFill(): void {
    const { overlay } = this.state.get();
    this.state.update({ overlay: { ...overlay, isFilled: !overlay.isFilled } });
  }

  sayProblem(problem: Problem): void {
    this.state.update({ problem });
  }

  closeProblem(): void {
    this.state.update({ problem: undefined, wasCancelled: false, interrupted: undefined, gradesDropped: 0 });
  }

  /** Measures the drawn region or the field in view; the promise ends with the run. */
  async measureHere(): Promise<void> {
    const area = areaHere(this.state.get());
    if (area) return this.measure(area);
    this.state.update({ problem: strings.nothingInView });
  }

  async measureSlide(): Promise<void> {
    return this.measure({ kind: 'slide' });
  }

  /** The same area as the last time, or as the run that was interrupted, with the settings as they are now. */
  async measureAgain(): Promise<void> {
    const state = this.state.get();
    const area = state.interrupted ?? currentMeasurement(state)?.area;
    if (area) await this.measure(sameAreaNow(area, this.readings.get()));
  }

  /** Measures an area with the settings as they are now. */
  async measure(area: MeasuredArea): Promise<void> {
    const { slide, key } = this.state.get();
    if (slide.kind !== 'ready' || key === undefined || this.readings.isRefused()) return;
    this.closeProblem();
    const reading = this.readings.get();
    const request = scoreRequestOf(reading, area, slide.slide, slide.description);
    this.bench.begun(key, area);
    const reader = this.reader.get().name;
    this.take(await this.runs.measure(key, { slide: slide.slide, request, area, reader }));
    if (!this.isInMode) this.runs.closeWhenIdle();
  }

  cancel(): void {
    const { key } = this.state.get();
    if (key !== undefined) this.runs.cancel(key);
  }

  /** Which reading is on screen. */
  showKey(key: string | undefined): void {
    this.state.update({ key, interrupted: undefined, elsewhere: undefined });
  }

  /** A run that this tab does not know: a reload of the page ended it, or another tab has it. */
  sayBegun(run: Pick<ScoringState, 'interrupted' | 'elsewhere'>): void {
    this.state.update(run);
  }

  keep(key: string, measurement: Measurement): void {
    this.state.update({ measurements: new Map(this.state.get().measurements).set(key, measurement) });
  }

  /** A measurement that is stored elsewhere, or of no more use. */
  letGo(key: string): void {
    const measurements = new Map(this.state.get().measurements);
    if (measurements.delete(key)) this.state.update({ measurements });
  }

  /** The reading on screen got another key; its run and its measurement follow. */
  moveKey(from: string, to: string): void {
    this.runs.move(from, to);
    const measurement = this.state.get().measurements.get(from);
    this.letGo(from);
    if (measurement) this.keep(to, measurement);
    this.showKey(to);
  }

  /** A run that another one of the same reading took the place of says nothing. */
  private take(end: RunEnd): void {
    const { key } = end;
    if (end.kind === 'measured') this.bench.ended(key, end.measurement);
    else if (!this.state.get().runs.has(key)) {
      this.bench.ended(key, undefined);
      if (key === this.state.get().key) this.state.update(whyStopped(end.thrown));
    }
  }

  /** The slide shows the layer that the reading says, also after a reload and after Undo. */
  private followLayer(): void {
    const { slide, key } = this.state.get();
    const readings = this.readings.state.get();
    if (!this.viewer || slide.kind !== 'ready' || key === undefined || readings.key !== key) return;
    const { seriesInstanceUID } = this.viewer;
    const opened = this.layers.get(seriesInstanceUID) ?? {};
    const layer = layerToOpen(opened, readings.reading.layer ?? {}, slide.slide.layers);
    if (!layer) return;
    this.layers.set(seriesInstanceUID, layer);
    this.showSlide(this.viewer);
  }

  private showSlide(viewer: ManagedViewer | undefined): void {
    this.viewer = viewer;
    this.onSlide.releaseAll();
    this.opened.look();
    this.state.update(otherSlide(viewer ? 'loading' : 'none'));
    if (!viewer) return;
    const layer = this.layers.get(viewer.seriesInstanceUID) ?? {};
    this.onSlide.add(followSlide(this.host, this.state, viewer, this.bench, layer));
  }
}

const whyStopped = (thrown: unknown): Partial<ScoringState> =>
  thrown instanceof DOMException && thrown.name === 'AbortError'
    ? { wasCancelled: true }
    : { problem: problemOf(thrown) };
