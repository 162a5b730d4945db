import type { Slide } from '@timescope/core/dicom/read/slide';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { TissueMapOverlay, type MapPicture } from '../../overlays/TissueMapOverlay';
import { isTissueRole } from '../../pipeline/annotations';
import { stainNamed } from '../../pipeline/immune/stainOfImage';
import type { TilsRequest } from '../../pipeline/immune/proposeTils';
import { proposedReading, type StromaReading } from '../../pipeline/immune/stromaReading';
import { H_AND_E } from '../../pipeline/presets/hAndE';
import type { Reading } from '../../pipeline/reading/reading';
import { mapHash, type ClassMap } from '../../pipeline/tissueMap/classMap';
import { compartmentsOfMap } from '../../pipeline/tissueMap/compartmentsOfMap';
import { correctedMap } from '../../pipeline/tissueMap/correctedMap';
import type { MapRequest } from '../../pipeline/tissueMap/mapTissue';
import type { DrawnTissue, TissueSource } from '../../pipeline/tissueMap/tissueSource';
import { strings } from '../../strings';
import { mapInWorker } from '../../worker/mapInWorker';
import type { MappingPage } from '../../worker/mappingRequest';
import type { BenchPart, BenchParts, SlideOnScreen } from '../benchPart';
import { framesOf } from '../framesOf';
import { problemOf } from '../problemOf';
import { scoreRequestOf } from '../scoreRequestOf';
import { mapPixels, mapRows } from './mapRows';
import { paintedTissue } from './paintedTissue';
import { initialTissueMap, type TissueMapState } from './tissueMapState';

/** The classes of the tissue of the slide on screen: mapped, shown, and corrected before anything is scored. */
export class TissueMapService implements BenchPart {
  readonly state = new ObservableState<TissueMapState>(initialTissueMap);
  private readonly onSlide = new Subscriptions();
  private slide: Slide | undefined;
  private working: AbortController | undefined;
  /** What the map on screen was made with. */
  private madeWith = '';
  private correctedWith: readonly DrawnTissue[] = [];

  constructor(
    private readonly parts: Pick<BenchParts, 'host' | 'readings' | 'scoring'>,
    private readonly mapOf: typeof mapInWorker = mapInWorker,
  ) {}

  attach({ slide, map }: SlideOnScreen): void {
    this.slide = slide;
    this.state.update({ isHaematoxylinEosin: isHaematoxylinEosin(slide, this.description) });
    this.follow(new TissueMapOverlay(map, slide.levels[0]));
    this.onSlide.add(this.parts.readings.state.subscribe(() => this.correct()));
  }

  detach(): void {
    this.working?.abort(GONE);
    this.onSlide.releaseAll();
    this.slide = undefined;
    const { isShown, opacity } = this.state.get();
    this.state.update({ ...initialTissueMap, isShown, opacity });
  }

  /** Maps the slide anew by the classifier in use; without one all tissue is one class until something is drawn. */
  async make(): Promise<void> {
    const { slide } = this;
    if (!slide) return;
    this.working?.abort(GONE);
    const working = new AbortController();
    this.working = working;
    const request = this.request(slide);
    this.state.update({ work: { stage: 'tissue', done: 0, total: 1 }, problem: undefined });
    try {
      const found = await this.mapOf(slide, request, this.pageFor(slide, working.signal), working.signal);
      if (this.working !== working) return;
      this.madeWith = markOf(request);
      this.state.update({ found, isShown: true });
      this.correctedWith = [];
      this.correct();
    } catch (thrown) {
      if (!working.signal.aborted) this.state.update({ problem: problemOf(thrown) });
    } finally {
      if (this.working === working) this.state.update({ work: undefined });
    }
  }

  cancel(): void {
    this.working?.abort(GONE);
  }

  toggleShown(): void {
    this.state.update({ isShown: !this.state.get().isShown });
  }

  /** @param opacity 0 to 1 */
  setOpacity(opacity: number): void {
    this.state.update({ opacity });
  }

  /** Fields of the H&E slide from the map as it is corrected now; one undoable step. The grade of the lymphocytes stays. */
  proposeFields(fieldUm: number): void {
    const { corrected } = this.state.get();
    if (!corrected || !this.slide) return;
    const { slide: input } = this.request(this.slide);
    this.parts.readings.change(reading => ({
      ...reading,
      stroma: proposedReading(corrected, input, fieldUm, reading.stroma?.tils),
    }));
  }

  /** Whether fields were proposed from the map that is on screen. */
  isMapOf({ map }: StromaReading): boolean {
    const { corrected } = this.state.get();
    return corrected !== undefined && mapHash(corrected) === map.hash;
  }

  /** @param ratio a tenth to nine tenths; null: as proposed */
  readField(index: number, ratio: number | null): void {
    this.parts.readings.change(reading => {
      const { stroma } = reading;
      return stroma
        ? { ...reading, stroma: { ...stroma, ratios: stroma.ratios.with(index, ratio) } }
        : reading;
    });
  }

  /** How cells are measured in the tumour and the stroma of the map as it is corrected now. */
  countedByMap(): Pick<TilsRequest, 'score' | 'map'> | undefined {
    const { corrected: map } = this.state.get();
    if (!map || !this.slide) return undefined;
    const { preset, source, limits, slide } = this.request(this.slide);
    const score = { preset, slide, ...compartmentsOfMap(map, source, this.correctedWith, limits) };
    return { score, map };
  }

  private correct(): void {
    const { found, corrected } = this.state.get();
    if (!found || !this.slide) return;
    const areas = paintedTissue(this.parts.readings.get());
    const isOutdated = markOf(this.request(this.slide)) !== this.madeWith;
    if (corrected && isSame(areas, this.correctedWith)) {
      if (isOutdated !== this.state.get().isOutdated) this.state.update({ isOutdated });
      return;
    }
    this.correctedWith = areas;
    const next = correctedMap(found, areas);
    this.state.update({ corrected: next, rows: mapRows(found, next), isOutdated });
  }

  private request(slide: Slide): MapRequest {
    const reading = this.parts.readings.get();
    const { description } = this;
    const { preset, overrides, annotations = [], slide: named } = scoreRequestOf(reading, { kind: 'slide' }, slide, description); // prettier-ignore
    return {
      ...(isHaematoxylinEosin(slide, description)
        ? { preset: H_AND_E }
        : { preset, ...(overrides && { overrides }) }),
      slide: { description: named.description, digest: named.digest },
      limits: annotations.filter(({ role }) => !isTissueRole(role)),
      areas: [],
      source: sourceOf(reading),
      steps: '74',
    };
  }

  private get description(): string {
    const { slide } = this.parts.scoring.state.get();
    return slide.kind === 'ready' ? slide.description : '';
  }

  private pageFor(slide: Slide, signal: AbortSignal): MappingPage {
    return {
      ...framesOf(this.parts.host, slide, signal),
      report: work => {
        if (!signal.aborted && this.state.get().work) this.state.update({ work });
      },
    };
  }

  private follow(overlay: TissueMapOverlay): void {
    let drawn: ClassMap | undefined;
    let picture: MapPicture | undefined;
    const show = () => {
      const { corrected, isShown, opacity } = this.state.get();
      if (corrected !== drawn) picture = corrected && { ...corrected, pixels: mapPixels(corrected) };
      drawn = corrected;
      overlay.show(isShown ? picture : undefined, opacity);
    };
    this.onSlide.add(() => overlay.remove());
    this.onSlide.add(this.state.subscribe(show));
    show();
  }
}

const GONE = new DOMException('another question was asked', 'AbortError');

/** Whether the slide says that it is stained with haematoxylin and eosin. */
const isHaematoxylinEosin = ({ specimens }: Slide, description: string): boolean =>
  stainNamed([description, ...specimens.flatMap(({ stains }) => stains)]) === 'he';

const sourceOf = ({ compartments }: Reading): TissueSource =>
  compartments
    ? { kind: 'pixel-classifier', model: compartments }
    : { kind: 'drawn', name: strings.mapDrawn };

const isSame = (a: readonly DrawnTissue[], b: readonly DrawnTissue[]): boolean =>
  a.length === b.length &&
  a.every(({ className, rings }, at) => className === b[at]?.className && rings === b[at].rings);

/** Equal for requests that give the same map; a region's rings are the same list as long as it is not changed. */
const markOf = ({ preset, overrides, limits, source }: MapRequest): string =>
  JSON.stringify([
    typeof preset === 'string' ? preset : preset.name,
    overrides,
    limits,
    source.kind === 'pixel-classifier' ? source.model.hash : source.kind,
  ]);
