import { serviceOf, type Host, type PubSub } from '@timescope/ohif/host';

/** The part of the stock microscopy extension and of its OpenLayers map that we use (3.12.10 and 3.13.2). */
export interface MicroscopyService extends PubSub {
  getAllManagedViewers(): ManagedViewer[];
  /** Which mouse button does what; absent until a tool was chosen. */
  getActiveInteractions(): unknown;
  getSelectedAnnotation(): RoiAnnotation | null;
  getAnnotationsForSeries(studyInstanceUid: string, seriesInstanceUid: string): RoiAnnotation[];
  removeAnnotation(annotation: RoiAnnotation): void;
}

export interface ManagedViewer {
  readonly viewportId: string;
  readonly container: HTMLElement;
  readonly studyInstanceUID: string;
  readonly seriesInstanceUID: string;
  readonly viewer: { getMap(): SlideMap };
}

export interface RoiAnnotation {
  readonly uid: string;
  readonly seriesInstanceUID: string;
  readonly roiGraphic: {
    readonly scoord3d: {
      readonly graphicType: string;
      /** Points in slide millimetres. */
      readonly graphicData: readonly (readonly number[])[];
    };
  };
}

export interface SlideMap {
  getSize(): readonly [number, number] | undefined;
  getCoordinateFromPixel(pixel: readonly [number, number]): readonly [number, number] | null;
  getPixelFromCoordinate(coordinate: readonly [number, number]): readonly [number, number] | null;
  getView(): MapView;
  getLayers(): { item(index: number): MapLayer; getArray(): readonly MapLayer[] };
  addLayer(layer: MapLayer): void;
  removeLayer(layer: MapLayer): void;
  on(event: string, listener: () => void): unknown;
  un(event: string, listener: () => void): void;
  render(): void;
  renderSync(): void;
  getControls?(): { getArray(): readonly MapControl[] };
  /** Lets go of its place on the page and of all listeners. */
  dispose?(): void;
}

interface MapControl {
  getOverviewMap?(): SlideMap;
}

export interface MapView {
  getCenter(): readonly [number, number] | undefined;
  /** Radians, clockwise. */
  getRotation(): number;
  setRotation(rotation: number): void;
  /** A property as it is, past what the view allows. */
  set(name: 'center' | 'rotation', value: unknown): void;
  on(event: string, listener: () => void): unknown;
  un(event: string, listener: () => void): void;
  /** Matrix pixels a css pixel. */
  getResolution(): number | undefined;
  setResolution(resolution: number): void;
  setCenter(coordinate: readonly [number, number]): void;
}

export interface MapLayer {
  changed(): void;
  getExtent?(): readonly number[] | undefined;
  dispose?(): void;
}

/** What OpenLayers hands to a layer that draws itself. */
export interface FrameState {
  /** [a, b, c, d, e, f]: css pixel x = a X + c Y + e, y = b X + d Y + f of the map coordinate (X, Y). */
  readonly coordinateToPixelTransform: readonly number[];
  readonly size: readonly [number, number];
  readonly pixelRatio: number;
  /** Animating and interacting counts. */
  readonly viewHints: readonly number[];
  readonly viewState: { readonly resolution: number };
}

export const microscopyService = (host: Host): MicroscopyService | undefined =>
  serviceOf(host, 'microscopyService') as MicroscopyService | undefined;

/** The viewer sends this from its element, and it bubbles, whenever it starts to load a tile: it is on screen then. */
export const TILE_LOADING = 'dicommicroscopyviewer_frame_loading_started';
