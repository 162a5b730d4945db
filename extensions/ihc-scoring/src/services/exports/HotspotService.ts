import type { Hotspot } from '@timescope/core/result/scoreResult';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { DensityOverlay } from '../../overlays/DensityOverlay';
import { hottestOf } from '../../overlays/densityPicture';
import type { DensityMap } from '../../pipeline/densityMap/densityMap';
import { densityOfCells } from '../../pipeline/densityMap/densityOfCells';
import {
  DENSITIES,
  smoothDensity,
  type DensityOf,
  type DensitySurface,
} from '../../pipeline/densityMap/smoothDensity';
import { MEASURED, type Measured } from '../../pipeline/presets/preset';
import type { CellTable } from '../../pipeline/cellTable';
import type { BenchPart, BenchParts, SlideOnScreen } from '../benchPart';
import { goToBox } from '../goTo';
import { levelsRead } from '../levelsRead';

/** What the map can show. */
export const SHOWN_DENSITIES = DENSITIES;

export interface HotspotState {
  /** Whose density is drawn on the slide; undefined: none. */
  readonly map: DensityOf | undefined;
  /** Cells per mm2 of the hottest colour. */
  readonly hottest: number;
  readonly hotspots: readonly Hotspot[];
  readonly chosen: Hotspot | undefined;
}

const NONE: HotspotState = {
  map: undefined,
  hottest: 1,
  hotspots: [],
  chosen: undefined,
};

/** Cells per mm2 over the slide, and the fields where most cells, or the highest share of positive ones, are. */
export class HotspotService implements BenchPart {
  readonly state = new ObservableState<HotspotState>(NONE);
  private readonly onSlide = new Subscriptions();
  private onScreen: SlideOnScreen | undefined;
  private overlay: DensityOverlay | undefined;
  /** What was computed last, and from which cells: a density map is not made before it is looked at. */
  private made: { readonly of: readonly CellTable[]; readonly density: DensityMap } | undefined;
  private surface:
    { readonly of: DensityMap; readonly by: DensityOf; readonly value: DensitySurface } | undefined;

  constructor(private readonly parts: Pick<BenchParts, 'shown'>) {}

  attach(onScreen: SlideOnScreen): void {
    this.onScreen = onScreen;
    const overlay = new DensityOverlay(onScreen.map);
    this.overlay = overlay;
    this.onSlide.add(() => overlay.remove());
    this.onSlide.add(this.parts.shown.subscribe(() => this.follow()));
    this.onSlide.add(this.state.subscribe(() => this.draw()));
    this.follow();
  }

  detach(): void {
    this.onSlide.releaseAll();
    this.onScreen = undefined;
    this.overlay = undefined;
    this.made = undefined;
    this.surface = undefined;
    this.state.update(NONE);
  }

  /** All cells, positive cells, no map. */
  toggleMap(): void {
    const { map } = this.state.get();
    this.showMap(map === undefined ? DENSITIES[0] : DENSITIES[DENSITIES.indexOf(map) + 1]);
  }

  showMap(map: DensityOf | undefined): void {
    const surface = map && this.surfaceOf(map);
    this.state.update({ map, ...(surface && { hottest: hottestOf(surface) }) });
  }

  /** Brings a field into view and outlines it; the same again takes the outline away. */
  goTo(hotspot: Hotspot): void {
    const isSame = this.state.get().chosen === hotspot;
    this.state.update({ chosen: isSame ? undefined : hotspot });
    if (this.onScreen && !isSame) goToBox(this.onScreen.map, hotspot);
  }

  goToNext(): void {
    const { hotspots, chosen } = this.state.get();
    const next = hotspots[(chosen ? hotspots.indexOf(chosen) + 1 : 0) % Math.max(1, hotspots.length)];
    if (next && next !== chosen) this.goTo(next);
  }

  private follow(): void {
    const hotspots = this.parts.shown.get().result?.hotspots ?? [];
    const { hotspots: before, map } = this.state.get();
    if (hotspots !== before) this.state.update({ hotspots, chosen: undefined });
    // A run in progress hands over new cells many times a second.
    if (map && this.made?.of !== this.parts.shown.get().tables) this.showMap(map);
  }

  private draw(): void {
    const { map, hottest, chosen } = this.state.get();
    this.overlay?.show({
      surface: map && this.surfaceOf(map),
      hottest,
      binMatrix: this.made?.density.binMatrix ?? { x: 1, y: 1 },
      chosen,
    });
  }

  private surfaceOf(by: DensityOf): DensitySurface | undefined {
    const density = this.density();
    if (!density) return undefined;
    if (this.surface?.of !== density || this.surface.by !== by)
      this.surface = { of: density, by, value: smoothDensity(density, by) };
    return this.surface.value;
  }

  private density(): DensityMap | undefined {
    const { tables, result } = this.parts.shown.get();
    if (!this.onScreen || !result || tables.length === 0) return undefined;
    if (this.made?.of !== tables) {
      const { measured } = result.provenance;
      if (!isMeasured(measured)) return undefined;
      this.made = { of: tables, density: densityOfCells(levelsRead(this.onScreen.slide), tables, measured) };
    }
    return this.made.density;
  }
}

const isMeasured = (value: string): value is Measured => (MEASURED as readonly string[]).includes(value);
