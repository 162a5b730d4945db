import type { Slide } from '@timescope/core/dicom/read/slide';
import { messageOf } from '@timescope/core/errors';
import { secondsLeft, stageBegan, type StageBegan } from '@timescope/core/timeLeft';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { fetchModelCards } from '@timescope/runtime/models';
import { TissueMapOverlay, type MapPicture } from '../../overlays/TissueMapOverlay';
import { isTissueRole } from '../../pipeline/annotations';
import { fittingCards } from '../../pipeline/fittingCards';
import type { TilsRequest } from '../../pipeline/immune/proposeTils';
import { proposedReading, type StromaReading } from '../../pipeline/immune/stromaReading';
import { H_AND_E } from '../../pipeline/presets/hAndE';
import { mapHash, type ClassMap } from '../../pipeline/tissueMap/classMap';
import { compartmentsOfMap } from '../../pipeline/tissueMap/compartmentsOfMap';
import { correctedMap } from '../../pipeline/tissueMap/correctedMap';
import type { MapSteps } from '../../pipeline/tissueMap/mapGrid';
import type { MapRequest } from '../../pipeline/tissueMap/mapTissue';
import { TILES_TASK } from '../../pipeline/tissueMap/tileNetwork';
import type { DrawnTissue } from '../../pipeline/tissueMap/tissueSource';
import { MappingClient } from '../../worker/MappingClient';
import type { MappingPage } from '../../worker/mappingRequest';
import type { BenchPart, BenchParts, SlideOnScreen } from '../benchPart';
import { framesOf } from '../framesOf';
import { stainHere, type PatientSections } from '../immune/PatientSections';
import { problemOf } from '../problemOf';
import { scoreRequestOf } from '../scoreRequestOf';
import { withAreasOfMap } from './areasOfMap';
import { mapPixels, mapRows } from './mapRows';
import { chosenSource, usualSteps, type ChosenSource } from './mapSources';
import { paintedTissue, tissueMark } from './paintedTissue';
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
  private areCardsAsked = false;

  constructor(
    private readonly parts: Pick<BenchParts, 'host' | 'readings' | 'scoring'>,
    private readonly sections: Pick<PatientSections, 'state'>,
    private readonly client: Pick<MappingClient, 'map' | 'close'> = new MappingClient(),
    private readonly fetchCards = fetchModelCards,
  ) {}

  attach({ slide, map }: SlideOnScreen): void {
    this.slide = slide;
    this.follow(new TissueMapOverlay(map, slide.levels[0]));
    for (const state of [this.parts.readings.state, this.sections.state])
      this.onSlide.add(state.subscribe(() => this.correct()));
    if (!this.areCardsAsked) void this.readCards();
  }

  detach(): void {
    this.working?.abort(GONE);
    this.onSlide.releaseAll();
    this.slide = undefined;
    const { isShown, opacity, cards, cardsProblem, steps } = this.state.get();
    this.state.update({ ...initialTissueMap, isShown, opacity, cards, cardsProblem, steps });
  }

  /** Called when a mode is left. */
  stop(): void {
    this.working?.abort(GONE);
    this.client.close();
  }

  /** @param key of a source: `drawn`, `classifier`, or the name of a network's card */
  choose(key: string): void {
    this.state.update({ chosen: { key, why: undefined } });
    this.correct();
  }

  chooseSteps(steps: MapSteps): void {
    this.state.update({ steps });
    this.correct();
  }

  /** What the next map is made by. */
  source(): ChosenSource {
    const { cards, chosen } = this.state.get();
    return chosenSource(this.parts.readings.get(), cards, chosen);
  }

  /** Maps the slide anew by the source that was chosen, or by the default. */
  async make(): Promise<void> {
    const { slide } = this;
    if (!slide) return;
    this.working?.abort(GONE);
    const working = new AbortController();
    this.working = working;
    const request = this.request(slide);
    const { key, why } = this.source();
    this.state.update({ work: { stage: 'tissue', done: 0, total: 1 }, problem: undefined });
    try {
      const found = await this.client.map(
        slide,
        request,
        this.pageFor(slide, working.signal),
        working.signal,
      );
      if (this.working !== working) return;
      this.madeWith = markOf(request);
      const chosen = request.source.kind === 'network' ? { key, why } : this.state.get().chosen;
      this.state.update({ found, isShown: true, chosen });
      this.correctedWith = [];
      this.correct();
    } catch (thrown) {
      if (!working.signal.aborted) this.state.update({ problem: problemOf(thrown) });
    } finally {
      if (this.working === working) this.state.update({ work: undefined, secondsLeft: undefined });
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

  /** Draws what the map calls tumour and stroma in the place of what is drawn of them; one undoable step. */
  drawAreas(): void {
    const { found } = this.state.get();
    const [extent] = this.slide?.levels ?? [];
    if (!found || !extent) return;
    this.parts.readings.change(reading => ({
      ...reading,
      regions: withAreasOfMap(reading.regions, found, found.source.name, extent),
    }));
  }

  /** Fields of the H&E slide from the map as it is corrected now; one undoable step. The grade of the lymphocytes stays. */
  proposeFields(fieldUm: number): void {
    const { corrected } = this.state.get();
    if (!corrected || !this.slide) return;
    const { slide: input } = this.request(this.slide);
    this.parts.readings.change(reading => ({
      ...reading,
      stroma: {
        ...proposedReading(corrected, input, fieldUm, reading.stroma?.tils),
        tissueMark: tissueMark(reading),
      },
    }));
  }

  /** Whether fields were proposed from the map that is on screen. */
  isMapOf({ map }: StromaReading): boolean {
    const { corrected } = this.state.get();
    return corrected !== undefined && mapHash(corrected) === map.hash;
  }

  /** Whether the slide of a series is on screen with a map that its fields were not proposed from. */
  hasOtherMap(seriesUid: string, stroma: StromaReading): boolean {
    const isHere = this.slide?.seriesInstanceUid === seriesUid && this.state.get().corrected !== undefined;
    return isHere && !this.isMapOf(stroma);
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
    const { source } = this.source();
    const { preset, overrides, annotations = [], slide: named } = scoreRequestOf(reading, { kind: 'slide' }, slide, description); // prettier-ignore
    return {
      ...(stainHere(this.sections.state.get()) === 'he'
        ? { preset: H_AND_E }
        : { preset, ...(overrides && { overrides }) }),
      slide: { description: named.description, digest: named.digest },
      limits: annotations.filter(({ role }) => !isTissueRole(role)),
      areas: [],
      source,
      steps: this.state.get().steps ?? usualSteps(source),
    };
  }

  private get description(): string {
    const { slide } = this.parts.scoring.state.get();
    return slide.kind === 'ready' ? slide.description : '';
  }

  private pageFor(slide: Slide, signal: AbortSignal): MappingPage {
    let began: StageBegan | undefined;
    return {
      ...framesOf(this.parts.host, slide, signal),
      report: work => {
        if (signal.aborted || !this.state.get().work) return;
        const now = performance.now();
        began = stageBegan(began, work, now);
        this.state.update({ work, secondsLeft: secondsLeft(began, work, now) });
      },
    };
  }

  private async readCards(): Promise<void> {
    this.areCardsAsked = true;
    try {
      const site = await this.fetchCards();
      const { cards, problems } = fittingCards(site.cards, [TILES_TASK]);
      const leftOut = [...site.problems, ...problems].join(' ');
      this.state.update({ cards, cardsProblem: leftOut === '' ? undefined : leftOut });
      if (site.problems.length > 0) this.areCardsAsked = false;
    } catch (thrown) {
      this.areCardsAsked = false;
      this.state.update({ cardsProblem: messageOf(thrown) });
    }
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

const isSame = (a: readonly DrawnTissue[], b: readonly DrawnTissue[]): boolean =>
  a.length === b.length &&
  a.every(({ className, rings }, at) => className === b[at]?.className && rings === b[at].rings);

/** Equal for requests that give the same map; a region's rings are the same list as long as it is not changed. */
const markOf = ({ preset, overrides, limits, source, steps }: MapRequest): string =>
  JSON.stringify([
    typeof preset === 'string' ? preset : preset.name,
    overrides,
    limits,
    source.kind === 'pixel-classifier' ? source.model.hash : source,
    steps,
  ]);
