import { readSlide, type Slide } from '@timescope/core/dicom/read/slide';
import { TimescopeError, messageOf } from '@timescope/core/errors';
import { sha256Hex } from '@timescope/core/sha256';
import { fetchFrame, seriesMetadata } from '@timescope/ohif/dataSourceFrames';
import type { Host } from '@timescope/ohif/host';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { readerState } from '@timescope/ohif/readerState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { CellOverlay } from '../overlays/CellOverlay';
import type { PresetName } from '../pipeline/presets';
import type { ScoreRequest } from '../pipeline/scoreRequest';
import { strings } from '../strings';
import { ScoringClient } from '../worker/client';
import type { ScoringPage } from '../worker/request';
import type { MeasuredArea, SlideExtent } from './measuredArea';
import { microscopyService, type ManagedViewer } from './microscopy';
import { areaHere, initialState, visibleCells, type Problem, type ScoringState } from './scoringState';
import { watchSlideOnScreen } from './slideOnScreen';
import { drawnArea, visibleField } from './slideView';

export const SCORING_SERVICE = 'timescopeIhcScoringService';

/** Holds everything of a scoring session: which slide, which run, which result. Panels come and go. */
export class ScoringService {
  readonly state = new ObservableState<ScoringState>(initialState);
  readonly reader;
  private readonly client = new ScoringClient();
  private readonly inMode = new Subscriptions();
  private readonly onSlide = new Subscriptions();
  private running: AbortController | undefined;

  constructor(private readonly host: Host) {
    this.reader = readerState(host.servicesManager.services, window.localStorage);
  }

  /** Called when a mode is entered. */
  start(): void {
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
    const { slide, preset } = this.state.get();
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
      const request = scoreRequest(preset, area, slide.slide, slide.description);
      const outcome = await this.client.score(
        slide.slide,
        request,
        this.pageFor(slide.slide, controller),
        controller.signal,
      );
      const seconds = (performance.now() - began) / 1000;
      const measurement = {
        ...outcome,
        tables: [outcome.cells],
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
  private pageFor(slide: Slide, run: AbortController): ScoringPage {
    const series = { studyInstanceUID: slide.studyInstanceUid, seriesInstanceUID: slide.seriesInstanceUid };
    const current = () => (this.running === run ? this.state.get().run : undefined);
    return {
      fetchFrame: (sopInstanceUID, frameNumber) =>
        fetchFrame(this.host, series, { sopInstanceUID, frameNumber }),
      report: progress => {
        const state = current();
        if (state) this.state.update({ run: { ...state, progress } });
      },
      onPartial: cells => {
        const state = current();
        if (state) this.state.update({ run: { ...state, partial: [...state.partial, cells] } });
      },
    };
  }

  private showSlide(viewer: ManagedViewer | undefined): void {
    this.onSlide.releaseAll();
    this.state.update({
      slide: { kind: viewer ? 'loading' : 'none' },
      field: undefined,
      drawn: undefined,
      here: 'field',
    });
    if (!viewer) return;
    let isCurrent = true;
    this.onSlide.add(() => {
      isCurrent = false;
    });
    readSlideOf(this.host, viewer).then(
      slide => {
        if (isCurrent) this.attach(viewer, slide);
      },
      (thrown: unknown) => {
        if (isCurrent) this.state.update({ slide: { kind: 'failed', problem: problemOf(thrown) } });
      },
    );
  }

  private attach(viewer: ManagedViewer, slide: Slide): void {
    const map = viewer.viewer.getMap();
    const extent = extentOf(slide);
    this.state.update({ slide: { kind: 'ready', slide, description: descriptionOf(this.host, slide) } });
    const showField = () => this.state.update({ field: visibleField(map, extent) });
    map.on('moveend', showField);
    this.onSlide.add(() => map.un('moveend', showField));
    showField();
    this.followDrawing(slide, extent);
    this.followOverlay(new CellOverlay(map, extent.mpp.x));
  }

  private followDrawing(slide: Slide, extent: SlideExtent): void {
    const microscopy = microscopyService(this.host);
    if (!microscopy || !slide.placement) return;
    const { placement } = slide;
    const look = () => {
      const all = microscopy.getAnnotationsForSeries(slide.studyInstanceUid, slide.seriesInstanceUid);
      const selected = microscopy.getSelectedAnnotation();
      const [drawn] = [selected, ...all.toReversed()].flatMap(annotation =>
        annotation && all.includes(annotation) ? (drawnArea(annotation, placement, extent) ?? []) : [],
      );
      this.state.update({ drawn, here: drawn ? 'drawn' : 'field' });
    };
    for (const event of ['ANNOTATION_UPDATED', 'ANNOTATION_SELECTED', 'ANNOTATION_REMOVED'])
      this.onSlide.toHost(microscopy, event, look);
  }

  private followOverlay(overlay: CellOverlay): void {
    const draw = () => {
      const state = this.state.get();
      overlay.show({ tables: visibleCells(state), ...state.overlay });
    };
    overlay.onDetail = detail => this.state.update({ overlay: { ...this.state.get().overlay, detail } });
    this.onSlide.add(this.state.subscribe(draw));
    this.onSlide.add(() => overlay.remove());
    draw();
  }
}

async function readSlideOf(host: Host, viewer: ManagedViewer): Promise<Slide> {
  const { studyInstanceUID, seriesInstanceUID } = viewer;
  return readSlide(await seriesMetadata(host, { studyInstanceUID, seriesInstanceUID }));
}

function extentOf(slide: Slide): SlideExtent {
  const [finest] = slide.levels;
  if (!finest) throw new RangeError('A slide has at least one level');
  return finest;
}

function descriptionOf(host: Host, slide: Slide): string {
  const displaySet = host.servicesManager.services.displaySetService
    .getActiveDisplaySets()
    .find(each => each.SeriesInstanceUID === slide.seriesInstanceUid);
  return displaySet?.SeriesDescription ?? '';
}

function scoreRequest(
  preset: PresetName,
  area: MeasuredArea,
  slide: Slide,
  description: string,
): ScoreRequest {
  const uids = slide.levels.map(level => level.sopInstanceUid).sort();
  return {
    preset,
    ...(area.kind !== 'slide' && { region: area.ring }),
    slide: { description, digest: sha256Hex(uids.join('\n')) },
  };
}

function problemOf(thrown: unknown): Problem {
  return thrown instanceof TimescopeError
    ? { message: thrown.message, nextStep: thrown.nextStep }
    : { message: strings.unexpected(messageOf(thrown)), nextStep: strings.unexpectedNext };
}
