import { readSlide, type Slide } from '@timescope/core/dicom/read/slide';
import { TimescopeError } from '@timescope/core/errors';
import { seriesMetadata } from '@timescope/ohif/dataSourceFrames';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { requireSamePatient } from '../../pipeline/compare/samePatient';
import type { ViewedTogether } from '../../pipeline/registration/registerForViewing';
import type { ClassMap } from '../../pipeline/tissueMap/classMap';
import { strings } from '../../strings';
import { registerInWorker } from '../../worker/registerInWorker';
import type { SectionToRegister } from '../../worker/registeringRequest';
import type { BenchPart, BenchParts, SlideOnScreen } from '../benchPart';
import { slideIdentity } from '../compare/patientSlides';
import { framesOf } from '../framesOf';
import { microscopyService, type ManagedViewer } from '../microscopy';
import { problemOf } from '../problemOf';
import { readingKey } from '../readingKey';
import type { Problem } from '../scoringState';
import { paintedTissue } from '../tissueMap/paintedTissue';
import type { TissueMapService } from '../tissueMap/TissueMapService';
import { linkMaps, type ViewedSlide } from './linkMaps';

/** How the slides in both viewports lie on each other. */
export type SectionsLink = Pick<ViewedTogether, 'way' | 'by' | 'residualUm'>;

export interface LinkedViewsState {
  readonly isLinking: boolean;
  /** Undefined: each viewport is moved for itself. */
  readonly link: SectionsLink | undefined;
  readonly problem: Problem | undefined;
}

const APART: LinkedViewsState = { isLinking: false, link: undefined, problem: undefined };

/** Tissue maps of a patient's sections that are kept while the reader goes from slide to slide. Ours. */
const KEPT_MAPS = 6;

interface Viewed {
  readonly viewer: ManagedViewer;
  readonly slide: Slide;
}

/** Two slides side by side that are moved, zoomed and turned together. */
export class LinkedViews implements BenchPart {
  readonly state = new ObservableState<LinkedViewsState>(APART);
  private readonly onSlide = new Subscriptions();
  private readonly linked = new Subscriptions();
  private linking: AbortController | undefined;
  /** Of the slides that are linked. */
  private viewers: readonly ManagedViewer[] = [];
  /** By series: the map as it was corrected last. */
  private readonly maps = new Map<string, ClassMap>();

  constructor(
    private readonly parts: Pick<BenchParts, 'host' | 'readings' | 'scoring'>,
    private readonly tissueMap: Pick<TissueMapService, 'state'>,
    private readonly register: typeof registerInWorker = registerInWorker,
  ) {}

  /** The link stays while the reader goes from one of its slides to the other. */
  attach({ slide }: SlideOnScreen): void {
    this.unlinkUnlessThere();
    this.onSlide.add(this.tissueMap.state.subscribe(() => this.keepMap(slide.seriesInstanceUid)));
  }

  detach(): void {
    this.onSlide.releaseAll();
  }

  /** Registers the slides of two viewports; the one that the reader does not work on follows the other. */
  async link(): Promise<void> {
    this.unlink();
    const linking = new AbortController();
    this.linking = linking;
    this.state.update({ isLinking: true });
    try {
      const [here, other] = await this.viewed();
      const [fixed, moving] = [await this.section(here, linking.signal), await this.section(other, linking.signal)]; // prettier-ignore
      const found = await this.register(fixed, moving, linking.signal);
      if (this.linking !== linking) return;
      if (found.kind !== 'computed')
        throw new TimescopeError('CONFLICT', found.reason, { nextStep: strings.linkFailedNext });
      this.follow(here, other, found);
      const { way, by, residualUm } = found;
      this.state.update({ link: { way, by, residualUm } });
    } catch (thrown) {
      if (this.linking === linking) this.state.update({ problem: problemOf(thrown) });
    } finally {
      if (this.linking === linking) this.state.update({ isLinking: false });
    }
  }

  /** Each viewport is moved for itself again; also ends a registration that is under way. */
  unlink(): void {
    this.linking?.abort(new DOMException('the views are moved apart', 'AbortError'));
    this.linking = undefined;
    this.linked.releaseAll();
    this.viewers = [];
    this.state.update(APART);
  }

  /** For a mode that is left. */
  stop(): void {
    this.unlink();
    this.maps.clear();
  }

  private keepMap(seriesUid: string): void {
    const { corrected } = this.tissueMap.state.get();
    if (!corrected) return;
    this.maps.delete(seriesUid);
    this.maps.set(seriesUid, corrected);
    const [oldest] = this.maps.keys();
    if (this.maps.size > KEPT_MAPS && oldest !== undefined) this.maps.delete(oldest);
  }

  /** The slide that the reader works on, then the other. @throws TimescopeError for other than two slides of a patient */
  private async viewed(): Promise<readonly [Viewed, Viewed]> {
    const { host } = this.parts;
    const viewers = microscopyService(host)?.getAllManagedViewers() ?? [];
    const active = host.servicesManager.services.viewportGridService.getActiveViewportId();
    const here = viewers.find(({ viewportId }) => viewportId === active);
    const [other, ...others] = viewers.filter(viewer => viewer !== here);
    if (!here || !other || others.length > 0 || here.seriesInstanceUID === other.seriesInstanceUID)
      throw new TimescopeError('NOT_FOUND', strings.linkNeedsTwo, { nextStep: strings.linkNeedsTwoNext });
    const [one, two] = await Promise.all([here, other].map(viewer => slideIdentity(host, uidsOf(viewer))));
    if (one && two) requireSamePatient(one.patient, two.patient);
    return [await this.read(here), await this.read(other)];
  }

  private async read(viewer: ManagedViewer): Promise<Viewed> {
    const { studyInstanceUID, seriesInstanceUID } = viewer;
    const slide = readSlide(await seriesMetadata(this.parts.host, { studyInstanceUID, seriesInstanceUID }));
    return { viewer, slide };
  }

  /** The map as the reader left it; without one the outline of the tissue, with what the reader drew. */
  private async section({ slide }: Viewed, signal: AbortSignal): Promise<SectionToRegister> {
    const { host, readings, scoring } = this.parts;
    const map = this.maps.get(slide.seriesInstanceUid);
    if (map) return { kind: 'map', map };
    const key = readingKey(slide.seriesInstanceUid, scoring.reader.get().name);
    const reading = readings.state.get().key === key ? readings.get() : (await readings.lookAt(key))?.reading;
    const drawn = reading ? paintedTissue(reading) : [];
    return { kind: 'slide', slide, drawn, name: strings.mapDrawn, page: framesOf(host, slide, signal) };
  }

  private follow(here: Viewed, other: Viewed, { transform }: ViewedTogether): void {
    const [first, second] = [viewOf(here), viewOf(other)];
    const isThere = () => this.viewers.every(viewer => this.isThere(viewer));
    this.viewers = [here.viewer, other.viewer];
    this.linked.add(linkMaps(first, second, transform, isThere));
    const { viewportGridService } = this.parts.host.servicesManager.services;
    for (const event of ['GRID_STATE_CHANGED', 'VIEWPORTS_READY'])
      this.linked.toHost(viewportGridService, event, () => this.unlinkUnlessThere());
  }

  private unlinkUnlessThere(): void {
    if (!this.viewers.every(viewer => this.isThere(viewer))) this.unlink();
  }

  private isThere(viewer: ManagedViewer): boolean {
    const { host } = this.parts;
    const { viewports } = host.servicesManager.services.viewportGridService.getState();
    const viewers = microscopyService(host)?.getAllManagedViewers() ?? [];
    return viewers.includes(viewer) && viewports.has(viewer.viewportId);
  }
}

const uidsOf = ({ studyInstanceUID, seriesInstanceUID }: ManagedViewer) => ({
  studyUid: studyInstanceUID,
  seriesUid: seriesInstanceUID,
});

function viewOf({ viewer, slide }: Viewed): ViewedSlide {
  const [finest] = slide.levels;
  if (!finest) throw new RangeError('A slide has at least one level');
  return { map: viewer.viewer.getMap(), mpp: finest.mpp };
}
