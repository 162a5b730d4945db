import type { Slide } from '@timescope/core/dicom/read/slide';
import type { PixelRect } from '@timescope/core/raster';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { PreviewLayer } from '../../overlays/PreviewLayer';
import { compartmentColours } from '../../overlays/regionStyles';
import { RegionOverlay } from '../../overlays/RegionOverlay';
import { ringEdges } from '../../pipeline/annotations/ringEdges';
import { STROMA, TUMOUR, type Compartment } from '../../pipeline/compartments/compartmentSource';
import type { PixelClassifier } from '../../pipeline/compartments/pixelClassifier';
import type { ClassStroke } from '../../pipeline/reading/classStroke';
import type { ScoreRequest } from '../../pipeline/scoreRequest';
import { strings } from '../../strings';
import { TrainingClient } from '../../worker/trainingClient';
import type { TrainingPage } from '../../worker/trainingRequest';
import type { BenchPart, BenchParts, SlideOnScreen } from '../benchPart';
import { framesOf } from '../framesOf';
import type { SlideMap } from '../microscopy';
import { problemOf } from '../problemOf';
import { followPen, type Pen } from '../regions/followPen';
import type { RegionService } from '../regions/RegionService';
import { thinned } from '../regions/thinned';
import { scoreRequestOf } from '../scoreRequestOf';
import { maskOfTiles } from './maskOfTiles';
import { initialCompartments, type CompartmentsState } from './compartmentsState';

interface TrainedSlide {
  readonly slide: Slide;
  readonly client: TrainingClient;
  readonly preview: PreviewLayer;
}

/** The pixel classifier: lines on the slide, learning, the preview of the field in view, and its use. */
export class CompartmentService implements BenchPart {
  readonly state = new ObservableState<CompartmentsState>(initialCompartments);
  private readonly onSlide = new Subscriptions();
  private current: TrainedSlide | undefined;
  private working: AbortController | undefined;

  constructor(
    private readonly parts: BenchParts,
    private readonly regions: Pick<RegionService, 'addMask'>,
  ) {}

  attach({ slide, viewer, map }: SlideOnScreen): void {
    const open = new AbortController();
    const client = new TrainingClient(slide, this.pageFor(slide, open.signal));
    const preview = new PreviewLayer(map);
    this.current = { slide, client, preview };
    this.onSlide.add(() => preview.remove());
    this.onSlide.add(() => client.close());
    this.onSlide.add(() => open.abort(GONE));
    this.followLines(map);
    this.onSlide.add(followPen(viewer.container, map, this.pen(map)));
    const moved = () => void this.showPreview();
    map.on('moveend', moved);
    this.followStain(preview);
    this.onSlide.add(() => map.un('moveend', moved));
  }

  detach(): void {
    this.working?.abort(GONE);
    this.onSlide.releaseAll();
    this.parts.mapTool.giveBack('strokes');
    this.current = undefined;
    this.state.update({ ...initialCompartments, compartment: this.state.get().compartment });
  }

  /** The next lines are examples of this class. */
  choose(compartment: Compartment): void {
    this.state.update({ compartment });
    this.parts.mapTool.take('strokes');
  }

  toggleDrawing(): void {
    const { mapTool } = this.parts;
    if (mapTool.has('strokes')) mapTool.giveBack('strokes');
    else mapTool.take('strokes');
  }

  removeLines(compartment: Compartment): void {
    this.changeStrokes(strokes => strokes.filter(stroke => stroke.compartment !== compartment));
  }

  removeLast(): void {
    this.changeStrokes(strokes => strokes.slice(0, -1));
  }

  /** Learns from the lines and shows what comes of it in the field in view. */
  async train(): Promise<void> {
    const { current } = this;
    const { strokes } = this.parts.readings.get();
    if (!current) return;
    const trained = await this.work('training', signal =>
      current.client.train(strings.classifierName, strokes, this.request(current.slide), signal),
    );
    if (!trained || this.current !== current) return;
    current.preview.clear();
    this.state.update({ trained, isPreviewShown: true });
    await this.showPreview();
  }

  async togglePreview(): Promise<void> {
    this.state.update({ isPreviewShown: !this.state.get().isPreviewShown });
    await this.showPreview();
  }

  /** From the next measurement on tumour and stroma come from this classifier; one undoable step. */
  apply(): void {
    const { trained } = this.state.get();
    if (trained)
      this.parts.readings.change(reading => ({
        ...reading,
        compartments: trained,
        patches: undefined,
      }));
  }

  stopUsing(): void {
    this.parts.readings.change(reading => ({ ...reading, compartments: undefined }));
  }

  /** The tumour and the stroma of the preview become regions, to be corrected by hand; two undoable steps. */
  makeRegions(): void {
    const tiles = this.current?.preview.tiles ?? [];
    for (const [label, role] of [
      [STROMA, 'stroma'],
      [TUMOUR, 'tumour'],
    ] as const) {
      const mask = maskOfTiles(tiles, label);
      if (mask?.values.includes(1)) this.regions.addMask(mask, role);
    }
  }

  cancel(): void {
    this.working?.abort(GONE);
  }

  closeProblem(): void {
    this.state.update({ problem: undefined });
  }

  /** The newest classifier: the one that was learned last, else the one in use. */
  get shown(): PixelClassifier | undefined {
    return this.state.get().trained ?? this.parts.readings.get().compartments;
  }

  private changeStrokes(next: (strokes: readonly ClassStroke[]) => readonly ClassStroke[]): void {
    this.parts.readings.change(reading => ({ ...reading, strokes: next(reading.strokes) }));
  }

  private async showPreview(): Promise<void> {
    const { current, shown } = this;
    if (!current || this.state.get().work?.kind === 'training') return;
    const field = this.fieldInView();
    if (!this.state.get().isPreviewShown || !shown || !field) {
      this.working?.abort(GONE);
      current.preview.clear();
      return;
    }
    await this.work('previewing', signal =>
      current.client.preview(
        shown,
        field,
        this.request(current.slide),
        {
          onTile: tile => {
            if (!signal.aborted) current.preview.add(tile);
          },
        },
        signal,
      ),
    );
  }

  /** One piece of work at a time; a new one ends the one before. @returns undefined when it failed or was ended */
  private async work<Value>(
    kind: 'training' | 'previewing',
    does: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value | undefined> {
    this.working?.abort(GONE);
    const controller = new AbortController();
    this.working = controller;
    const stage = kind === 'training' ? strings.training : strings.previewing;
    this.state.update({ work: { kind, progress: { stage, done: 0, total: 1 } }, problem: undefined });
    try {
      return await does(controller.signal);
    } catch (thrown) {
      if (!controller.signal.aborted)
        this.state.update({ problem: problemOf(thrown), isPreviewShown: false });
      return undefined;
    } finally {
      if (this.working === controller) this.state.update({ work: undefined });
    }
  }

  private request(slide: Slide): ScoreRequest {
    return scoreRequestOf(this.parts.readings.get(), { kind: 'slide' }, slide, '');
  }

  private fieldInView(): PixelRect | undefined {
    const { field } = this.parts.scoring.state.get();
    return field?.kind === 'field' ? ringEdges([field.ring]).bounds : undefined;
  }

  private pageFor(slide: Slide, signal: AbortSignal): TrainingPage {
    return {
      ...framesOf(this.parts.host, slide, signal),
      report: ({ done, total }) => {
        const { work } = this.state.get();
        if (work) this.state.update({ work: { ...work, progress: { ...work.progress, done, total } } });
      },
    };
  }

  private pen(map: SlideMap): Pen {
    return {
      isOn: () => this.parts.mapTool.has('strokes'),
      look: () => ({
        widthPx: 3,
        colour: compartmentColours[this.state.get().compartment],
        isEraser: false,
      }),
      draw: line => {
        const { compartment } = this.state.get();
        const points = thinned(line, map.getView().getResolution() ?? 1);
        this.changeStrokes(strokes => [...strokes, { id: freeId(strokes), compartment, points }]);
      },
      giveUp: () => this.parts.mapTool.giveBack('strokes'),
    };
  }

  /** Another marker or white shows other stains: what was coloured no longer holds. */
  private followStain(preview: PreviewLayer): void {
    const { readings } = this.parts;
    let { preset, stain } = readings.get();
    this.onSlide.add(
      readings.state.subscribe(() => {
        const now = readings.get();
        if (now.preset === preset && now.stain === stain) return;
        ({ preset, stain } = now);
        preview.clear();
        void this.showPreview();
      }),
    );
  }

  /** The lines are shown while they are drawn or no classifier of theirs is in use. */
  private followLines(map: SlideMap): void {
    const overlay = new RegionOverlay(map);
    const { readings, mapTool } = this.parts;
    const show = () => {
      const { strokes, compartments } = readings.get();
      const isShown =
        mapTool.state.get().tool === 'strokes' || this.state.get().isPreviewShown || !compartments;
      overlay.show({ regions: NO_REGIONS, selected: undefined, strokes, isShown });
    };
    this.onSlide.add(() => overlay.remove());
    this.onSlide.add(readings.state.subscribe(show));
    this.onSlide.add(mapTool.state.subscribe(show));
    this.onSlide.add(this.state.subscribe(show));
    show();
  }
}

const NO_REGIONS = [] as const;
const GONE = new DOMException('another question was asked', 'AbortError');

function freeId(strokes: readonly ClassStroke[]): string {
  const numbers = strokes.map(({ id }) => Number(/^stroke-(\d+)$/.exec(id)?.[1] ?? 0));
  return `stroke-${Math.max(0, ...numbers) + 1}`;
}
