import type { DisplaySet, Host, PubSub } from '@timescope/ohif/host';
import type { SliceViewport } from './cornerstone';

/** The host's segmentation service, as read in OHIF 3.12.10 and 3.13.2. */
export interface SegmentationService extends PubSub {
  createLabelmapForDisplaySet(displaySet: DisplaySet, options: NewSegmentation): Promise<string>;
  addSegmentationRepresentation(
    viewportId: string,
    representation: { segmentationId: string; type: 'Labelmap' | 'Contour' },
  ): Promise<void>;
  getSegmentation(segmentationId: string): Segmentation | undefined;
  getSegmentations(): Segmentation[];
  getActiveSegmentation(viewportId: string): Segmentation | null | undefined;
  setActiveSegmentation(viewportId: string, segmentationId: string): void;
  setActiveSegment(segmentationId: string, segmentIndex: number): void;
  addSegment(segmentationId: string, segment: { segmentIndex: number; label: string }): void;
  removeSegment(
    segmentationId: string,
    segmentIndex: number,
    options: { skipRecordingHistory: boolean },
  ): void;
  setSegmentLabel(segmentationId: string, segmentIndex: number, label: string): void;
  /** Red, green, blue, alpha, 0 to 255. */
  getSegmentColor(viewportId: string, segmentationId: string, segmentIndex: number): readonly number[];
  setStyle(
    specifier: { type: 'Labelmap'; segmentationId: string },
    style: { fillAlpha: number; outlineWidth: number },
  ): void;
}

export interface NewSegmentation {
  readonly label: string;
  readonly segments: Readonly<Record<number, { readonly label: string; readonly active: boolean }>>;
}

export interface Segmentation {
  readonly label: string;
  readonly segmentationId: string;
  readonly segments: Readonly<
    Record<
      number,
      { readonly segmentIndex: number; readonly label?: string; readonly active?: boolean } | undefined
    >
  >;
  readonly representationData: {
    readonly Labelmap?: { readonly imageIds?: readonly string[]; readonly volumeId?: string };
    readonly Contour?: { readonly annotationUIDsMap?: ReadonlyMap<number, ReadonlySet<string>> };
  };
}

export interface ToolGroup {
  hasTool(toolName: string): boolean;
  getActivePrimaryMouseButtonTool(): string | undefined;
}

export interface ToolGroupService {
  getToolGroupForViewport(viewportId: string): ToolGroup | undefined;
}

export interface CornerstoneViewportService extends PubSub {
  getCornerstoneViewport(viewportId: string): SliceViewport | null | undefined;
}

export interface RadiologyHostServices {
  readonly segmentationService: SegmentationService;
  readonly toolGroupService: ToolGroupService;
  readonly cornerstoneViewportService: CornerstoneViewportService;
}

/** Services of the host's cornerstone extension; the radiology mode never runs without it. */
export function radiologyServices(host: Host): RadiologyHostServices {
  return host.servicesManager.services as unknown as RadiologyHostServices;
}
