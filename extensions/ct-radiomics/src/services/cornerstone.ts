import type { Host } from '@timescope/ohif/host';

/** A position in the patient, LPS, mm. */
export type World = [number, number, number];
/** CSS pixels from the top left corner of the viewport. */
export type CanvasPoint = [number, number];

/** The part of the host's own cornerstone that we use, as read in 4.15 and 5.6. */
export interface Cornerstone {
  readonly cache: {
    getImage(imageId: string): CornerstoneImage | undefined;
    getVolume(volumeId: string): { readonly imageIds: readonly string[] } | undefined;
  };
  readonly imageLoader: { loadAndCacheImage(imageId: string): Promise<CornerstoneImage> };
  readonly eventTarget: EventTarget;
  readonly Enums: { readonly Events: Readonly<Record<'IMAGE_RENDERED', string>> };
}

export interface CornerstoneImage {
  readonly imageId: string;
  /** Of a label map's image: the CT image that it lies on. */
  readonly referencedImageId?: string;
  readonly rows: number;
  readonly columns: number;
  readonly slope: number;
  readonly intercept: number;
  /** Says whether the values are Hounsfield units already. */
  readonly preScale?: { readonly scaled?: boolean };
  readonly voxelManager: { getScalarData(): NumberArray };
}

export type NumberArray = Uint8Array | Int8Array | Uint16Array | Int16Array | Float32Array;

export interface CornerstoneTools {
  readonly BaseTool: new (toolProps?: object, defaults?: object) => object;
  addTool(tool: { readonly toolName: string }): void;
  readonly Enums: {
    readonly Events: Readonly<
      Record<'ANNOTATION_COMPLETED' | 'SEGMENTATION_DATA_MODIFIED' | 'TOOL_ACTIVATED', string>
    >;
  };
  readonly annotation: {
    readonly state: {
      getAnnotation(uid: string): ContourAnnotation | undefined;
      getAllAnnotations(): readonly ContourAnnotation[];
      removeAnnotation(uid: string): void;
    };
  };
  readonly segmentation: {
    addRepresentationData(data: { segmentationId: string; type: 'Contour'; data: object }): void;
    addContourRepresentationToViewport(
      viewportId: string,
      representations: { segmentationId: string; type: 'Contour' }[],
    ): Promise<unknown>;
    readonly triggerSegmentationEvents: {
      triggerSegmentationDataModified(segmentationId: string, modifiedSlices?: number[]): void;
    };
  };
  readonly utilities: {
    readonly contourSegmentation: {
      removeContourSegmentationAnnotation(annotation: ContourAnnotation): void;
    };
  };
}

/** A drawn closed line with the segment that it belongs to. */
export interface ContourAnnotation {
  readonly annotationUID: string;
  readonly metadata: { readonly toolName: string };
  readonly data: {
    readonly segmentation?: { readonly segmentationId: string; readonly segmentIndex: number };
    readonly contour?: { readonly polyline: readonly World[] };
  };
}

/** A viewport that shows slices: the host's stack and orthographic ones. */
export interface SliceViewport {
  readonly id: string;
  readonly element: HTMLDivElement;
  getCamera(): { readonly focalPoint?: World; readonly viewPlaneNormal?: World };
  worldToCanvas(world: World): CanvasPoint;
  /** Empty until the viewport shows something; volume viewports throw in getImageIds before that. */
  getActors(): readonly unknown[];
  getImageIds(): string[];
  getCurrentImageId(): string | undefined;
  /** Only stack viewports count by images. */
  setImageIdIndex?(index: number): Promise<unknown>;
  setViewReference(reference: {
    cameraFocalPoint: World;
    viewPlaneNormal: World;
    FrameOfReferenceUID?: string;
  }): void;
  render(): void;
}

interface CommonModule {
  readonly exports: {
    getCornerstoneLibraries(): { cornerstone: Cornerstone; cornerstoneTools: CornerstoneTools };
  };
}

/** The host's own instances: a second copy would share no cache and no tools with it. */
export function cornerstoneOf(host: Host): { cornerstone: Cornerstone; cornerstoneTools: CornerstoneTools } {
  const entry = host.extensionManager.getModuleEntry('@ohif/extension-cornerstone.utilityModule.common');
  return (entry as CommonModule).exports.getCornerstoneLibraries();
}
