import { ObservableState } from '@timescope/ohif/ObservableState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { regionStyles } from '../../overlays/regionStyles';
import { RegionOverlay } from '../../overlays/RegionOverlay';
import type { AnnotationRole } from '../../pipeline/annotations';
import { maskRings, type PlacedMask } from '../../pipeline/annotations/maskRings';
import { ringEdges } from '../../pipeline/annotations/ringEdges';
import type { DrawnRegion } from '../../pipeline/reading/drawnRegion';
import type { MapClass } from '../../pipeline/tissueMap/classMap';
import { strings } from '../../strings';
import type { BenchPart, BenchParts, SlideOnScreen } from '../benchPart';
import { goToBox } from '../goTo';
import { refreshToolbar } from '../hostControls';
import { clippedToSlide, drawnAreaOf, rounded, type SlideExtent } from '../measuredArea';
import { problemOf } from '../problemOf';
import { classColour } from '../tissueMap/mapRows';
import { followClassKeys } from './followClassKeys';
import { followCorners } from './followCorners';
import { followHostDrawings } from './followHostDrawings';
import { followPen, type Pen } from './followPen';
import {
  corrected,
  painted,
  renamed,
  withoutRegion,
  withRegion,
  withRole,
  type RegionsAndOne,
} from './regionChanges';
import { regionsFromFile } from './regionsFromFile';
import { heldPen, type ShapeHost } from './shapePens';
import { thinned } from './thinned';
import { BRUSHES_UM, initialRegions, type RegionsState, type Shape } from './regionsState';

interface RegionsSlide extends SlideOnScreen {
  readonly extent: SlideExtent;
}

/** The regions of the reading: drawn, painted, read in, named, and shown on the slide. */
export class RegionService implements BenchPart {
  readonly state = new ObservableState<RegionsState>(initialRegions);
  private readonly onSlide = new Subscriptions();
  private current: RegionsSlide | undefined;

  constructor(private readonly parts: BenchParts) {}

  attach(onScreen: SlideOnScreen): void {
    const [extent] = onScreen.slide.levels;
    if (!extent) return;
    this.current = { ...onScreen, extent };
    const { slide, viewer, map } = onScreen;
    this.onSlide.add(
      followHostDrawings(this.parts.host, slide, ring => {
        this.add([ring]);
        this.parts.mapTool.take('select');
      }),
    );
    this.onSlide.add(followPen(viewer.container, map, this.brush(this.current)));
    this.onSlide.add(
      followClassKeys(
        () => this.classesOfBrush(),
        correcting => this.state.update({ correcting }),
      ),
    );
    this.followShapes(this.current);
    this.followRegions(new RegionOverlay(map));
  }

  detach(): void {
    this.onSlide.releaseAll();
    this.parts.mapTool.giveBack('brush');
    this.parts.mapTool.giveBack('polygon');
    this.current = undefined;
    const { role, brushUm, isShown } = this.state.get();
    this.state.update({ ...initialRegions, role, brushUm, isShown });
  }

  select(id: string | undefined): void {
    this.state.update({ selected: id });
  }

  chooseRole(role: AnnotationRole): void {
    this.state.update({ role });
  }

  rename(id: string, name: string): void {
    this.change(regions => renamed(regions, id, name));
  }

  setRole(id: string, role: AnnotationRole): void {
    this.change(regions => withRole(regions, id, role));
    if (role === 'region') this.parts.scoring.chooseHere('drawn');
  }

  /** The region of this id; without it the selected one. */
  remove(id = this.state.get().selected): void {
    const { extent } = this.current ?? {};
    if (id !== undefined && extent) this.change(regions => withoutRegion(regions, id, extent));
  }

  goTo(id: string): void {
    const region = this.regions.find(each => each.id === id);
    this.select(id);
    if (region && this.current) goToBox(this.current.map, ringEdges(region.rings).bounds);
  }

  toggleShown(): void {
    this.state.update({ isShown: !this.state.get().isShown });
  }

  /** The left button draws such an outline, until one is drawn; the same again puts the pen down. */
  drawShape(shape: Shape): void {
    const { mapTool } = this.parts;
    if (mapTool.has('polygon') && this.state.get().shape === shape) mapTool.giveBack('polygon');
    else {
      this.state.update({ shape, isShown: true });
      mapTool.take('polygon');
    }
  }

  /** Takes up the brush or the eraser, or puts it down. */
  toggleBrush(isEraser: boolean): void {
    const { mapTool } = this.parts;
    if (mapTool.has('brush') && this.state.get().isEraser === isEraser) mapTool.giveBack('brush');
    else {
      mapTool.take('brush');
      this.state.update({ isEraser, isShown: true, correcting: undefined });
    }
  }

  /** Takes up the brush that corrects what the tissue is, or puts it down. @param brushClasses that its keys choose among */
  toggleCorrecting(className: MapClass, brushClasses: readonly MapClass[]): void {
    const { mapTool } = this.parts;
    if (mapTool.has('brush') && this.state.get().correcting === className) mapTool.giveBack('brush');
    else {
      mapTool.take('brush');
      this.state.update({
        ...{ correcting: className, brushClasses },
        isEraser: false,
        isShown: true,
        selected: undefined,
      });
    }
  }

  /** One size up or down. */
  sizeBrush(step: 1 | -1): void {
    if (this.parts.mapTool.has('brush'))
      this.state.update({ brushUm: brushBeside(this.state.get().brushUm, step) });
  }

  /** The areas of a GeoJSON file become regions, in one step. */
  async readFile(file: File): Promise<void> {
    const { current } = this;
    if (!current) return;
    try {
      const { areas, outside } = regionsFromFile(await file.text(), file.name, current.extent);
      if (this.current !== current) return;
      this.change(before =>
        areas.reduce(
          (regions, { role, rings, name }) => withRegion(regions, role, rings, name).regions,
          before,
        ),
      );
      const note = strings.readIn(areas.length, file.name);
      this.state.update({
        problem: undefined,
        note: outside > 0 ? `${note} ${strings.outside(outside)}` : note,
      });
    } catch (thrown) {
      this.state.update({ problem: problemOf(thrown), note: undefined });
    }
  }

  /** The outlines of a mask become one region of the role that was chosen. */
  addMask(mask: PlacedMask | undefined, role = this.state.get().role): void {
    const rings = mask ? maskRings(mask) : [];
    if (rings.length > 0) this.add(rings, role);
    else this.state.update({ problem: { message: strings.noTissueYet, nextStep: strings.noTissueYetNext } });
  }

  closeNotice(): void {
    this.state.update({ problem: undefined, note: undefined });
  }

  private get regions(): readonly DrawnRegion[] {
    return this.parts.readings.get().regions;
  }

  private add(rings: DrawnRegion['rings'], role = this.state.get().role): void {
    this.changeOne(regions => withRegion(regions, role, rings));
  }

  private change(next: (regions: readonly DrawnRegion[]) => readonly DrawnRegion[]): boolean {
    const regions = next(this.regions);
    if (regions === this.regions) return false;
    return this.parts.readings.change(reading => ({ ...reading, regions }));
  }

  /** What was drawn is selected; a new region to measure is what "measure here" takes. */
  private changeOne(next: (regions: readonly DrawnRegion[]) => RegionsAndOne): void {
    const { regions, id } = next(this.regions);
    if (!this.change(() => regions)) return;
    this.state.update({ selected: id, isShown: true });
    if (regions.find(region => region.id === id)?.role === 'region') this.parts.scoring.chooseHere('drawn');
  }

  private brush({ extent, map }: RegionsSlide): Pen {
    const radius = () => this.state.get().brushUm / 2 / extent.mpp.x;
    const isEraser = (isOther: boolean) => this.state.get().isEraser !== isOther;
    return {
      isOn: () => this.parts.mapTool.has('brush'),
      look: isOther => ({
        widthPx: (2 * radius()) / (map.getView().getResolution() ?? 1),
        colour: this.brushColour(),
        isEraser: isEraser(isOther),
      }),
      draw: (line, isOther) => {
        const stroke = {
          points: thinned(line, radius() / 8),
          radius: radius(),
          isEraser: isEraser(isOther),
        };
        const { role, correcting } = this.state.get();
        if (correcting !== undefined) {
          this.change(regions => corrected(regions, stroke, extent, correcting).regions);
          return;
        }
        const into = { id: this.selectedRegion()?.id, role };
        this.changeOne(regions => painted(regions, stroke, extent, into));
      },
      giveUp: () => this.parts.mapTool.giveBack('brush'),
    };
  }

  private brushColour(): string {
    const { correcting, role } = this.state.get();
    if (correcting !== undefined) return classColour(correcting);
    return regionStyles[this.selectedRegion()?.role ?? role].colour;
  }

  private followShapes({ extent, map, viewer }: RegionsSlide): void {
    const { mapTool } = this.parts;
    const host: ShapeHost = {
      shape: () => (mapTool.has('polygon') ? this.state.get().shape : undefined),
      role: () => this.state.get().role,
      draw: outline => {
        const ring = clippedToSlide(outline, extent).map(rounded);
        if (ring.length >= 3) this.add([ring]);
        mapTool.giveBack('polygon');
      },
      giveUp: () => mapTool.giveBack('polygon'),
    };
    this.onSlide.add(mapTool.state.subscribe(() => refreshToolbar(this.parts.host)));
    this.onSlide.add(followPen(viewer.container, map, heldPen(host)));
    this.onSlide.add(
      followCorners(viewer.container, map, {
        isOn: () => host.shape() === 'polygon',
        colour: () => regionStyles[host.role()].colour,
        draw: ring => host.draw(ring),
        giveUp: () => host.giveUp(),
      }),
    );
  }

  private classesOfBrush(): readonly MapClass[] | undefined {
    const { correcting, brushClasses } = this.state.get();
    return correcting !== undefined && this.parts.mapTool.has('brush') ? brushClasses : undefined;
  }

  private selectedRegion(): DrawnRegion | undefined {
    return this.regions.find(({ id }) => id === this.state.get().selected);
  }

  private followRegions(overlay: RegionOverlay): void {
    const { readings, scoring } = this.parts;
    let measured: readonly DrawnRegion[] | undefined;
    const follow = () => {
      const { regions } = this;
      const { selected, isShown } = this.state.get();
      overlay.show({ regions, selected, strokes: NO_STROKES, isShown });
      if (regions === measured) return;
      measured = regions;
      const drawn = drawnAreaOf(regions);
      scoring.state.update({ drawn, here: drawn ? scoring.state.get().here : 'field' });
    };
    this.onSlide.add(() => overlay.remove());
    this.onSlide.add(this.state.subscribe(follow));
    this.onSlide.add(readings.state.subscribe(follow));
    follow();
  }
}

const NO_STROKES = [] as const;

function brushBeside(um: number, step: 1 | -1): number {
  const beside = step > 0 ? BRUSHES_UM.find(each => each > um) : BRUSHES_UM.findLast(each => each < um);
  return beside ?? um;
}
