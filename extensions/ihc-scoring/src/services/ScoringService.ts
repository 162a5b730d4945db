import type { Slide } from '@timescope/core/dicom/read/slide';
import { fetchFrame } from '@timescope/ohif/dataSourceFrames';
import type { Host } from '@timescope/ohif/host';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { readerState } from '@timescope/ohif/readerState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { settled } from '@timescope/runtime/worker';
import type { CellTable } from '../pipeline/cellTable';
import type { PresetName } from '../pipeline/presets/presets';
import { strings } from '../strings';
import { ScoringClient } from '../worker/client';
import type { ScoringPage } from '../worker/request';
import type { BenchPart } from './benchPart';
import { followSlide } from './followSlide';
import { followToolbar } from './hostControls';
import type { MeasuredArea } from './measuredArea';
import type { ManagedViewer } from './microscopy';
import { problemOf } from './problemOf';
import { scoreRequestOf } from './scoreRequestOf';
import { areaHere, initialState, type ScoringState } from './scoringState';
import { watchSlideOnScreen } from './slideOnScreen';

/** Holds everything of a scoring session: which slide, which run, which result. Panels come and go. */
export class ScoringService {
  readonly state = new ObservableState<ScoringState>(initialState);
  readonly reader;
  private readonly client = new ScoringClient();
  private readonly inMode = new Subscriptions();
  private readonly onSlide = new Subscriptions();
  private running: AbortController | undefined;

  constructor(
    private readonly host: Host,
    private readonly bench: BenchPart,
  ) {
    this.reader = readerState(host.servicesManager.services, window.localStorage);
  }

  /** Called when a mode is entered. */
  start(): void {
    this.inMode.add(followToolbar(this.host, this.state));
    this.inMode.add(watchSlideOnScreen(this.host, viewer => this.showSlide(viewer)));
  }

  /** Called when a mode is left: ends the run, forgets the slide and lets everything go. */
  stop(): void {
    this.cancel();
    this.onSlide.releaseAll();
    this.inMode.releaseAll();
    this.client.close();
    this.state.update(initialState);
  }

  choosePreset(preset: PresetName): void {
    this.state.update({ preset });
  }

  chooseHere(here: 'field' | 'drawn'): void {
    this.state.update({ here });
  }

  toggleDrawnTumour(): void {
    this.state.update({ isDrawnTumour: !this.state.get().isDrawnTumour });
  }

  toggleOverlay(): void {
    const { overlay } = this.state.get();
    this.state.update({ overlay: { ...overlay, isShown: !overlay.isShown } });
  }

  toggleFill(): void {
    const { overlay } = this.state.get();
    this.state.update({ overlay: { ...overlay, isFilled: !overlay.isFilled } });
  }

  closeProblem(): void {
    this.state.update({ problem: undefined, wasCancelled: false });
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

  cancel(): void {
    this.running?.abort(new DOMException('cancelled by the reader', 'AbortError'));
  }

  private async measure(area: MeasuredArea): Promise<void> {
    const { slide, preset, isDrawnTumour } = this.state.get();
    if (slide.kind !== 'ready') return;
    this.cancel();
    const controller = new AbortController();
    this.running = controller;
    const began = performance.now();
    const seriesUid = slide.slide.seriesInstanceUid;
    const progress = { stage: strings.starting, done: 0, total: 1 };
    this.state.update({
      run: { seriesUid, area, progress, partial: [] },
      problem: undefined,
      wasCancelled: false,
    });
    try {
      const request = scoreRequestOf(preset, area, slide.slide, slide.description, isDrawnTumour);
      const tables: CellTable[] = [];
      const result = await this.client.score(
        slide.slide,
        request,
        this.pageFor(slide.slide, controller, tables),
        controller.signal,
      );
      const seconds = (performance.now() - began) / 1000;
      const measurement = {
        result,
        tables: [...tables],
        area,
        seconds,
        reader: this.reader.get().name,
      };
      this.state.update({
        measurements: new Map([...this.state.get().measurements, [seriesUid, measurement]]),
      });
    } catch (thrown) {
      if (this.running === controller) {
        if (controller.signal.aborted) this.state.update({ wasCancelled: true });
        else this.state.update({ problem: problemOf(thrown) });
      }
    } finally {
      if (this.running === controller) {
        this.running = undefined;
        this.state.update({ run: undefined });
      }
    }
  }

  /** What the worker may ask of this page during one run. */
  private pageFor(slide: Slide, run: AbortController, tables: CellTable[]): ScoringPage {
    const series = { studyInstanceUID: slide.studyInstanceUid, seriesInstanceUID: slide.seriesInstanceUid };
    const current = () => (this.running === run ? this.state.get().run : undefined);
    return {
      fetchFrame: (sopInstanceUID, frameNumber) =>
        settled(fetchFrame(this.host, series, { sopInstanceUID, frameNumber }, { signal: run.signal })),
      report: progress => {
        const state = current();
        if (state) this.state.update({ run: { ...state, progress } });
      },
      onCells: cells => {
        tables.push(cells);
        const state = current();
        if (state) this.state.update({ run: { ...state, partial: [...tables] } });
      },
    };
  }

  private showSlide(viewer: ManagedViewer | undefined): void {
    this.onSlide.releaseAll();
    const slide = { kind: viewer ? 'loading' : 'none' } as const;
    this.state.update({ slide, field: undefined, drawn: undefined, here: 'field' });
    if (viewer) this.onSlide.add(followSlide(this.host, this.state, viewer, this.bench));
  }
}
