import type { DicomJson } from '@timescope/core/dicom/json';
import type { Host } from '@timescope/ohif/host';

const CT = '1.2.840.10008.5.1.4.1.1.2';
const SIDE = 8;

/** Two slices of 8 x 8 voxels, 0 HU. */
export const headersOf = (seriesUid: string): DicomJson[] =>
  [0, 5].map(z => {
    const tags = {
      '00080016': [CT],
      '00080018': [`${seriesUid}.${z}`],
      '0020000D': ['1.1'],
      '0020000E': [seriesUid],
      '00200032': [0, 0, z],
      '00200037': [1, 0, 0, 0, 1, 0],
      '00280010': [SIDE],
      '00280011': [SIDE],
      '00280030': [1, 1],
      '00280100': [16],
      '00280103': [1],
      '00281052': [0],
      '00281053': [1],
    };
    return Object.fromEntries(Object.entries(tags).map(([tag, Value]) => [tag, { vr: 'UN', Value }]));
  });

const displaySetOf = (seriesUid: string) => ({
  displaySetInstanceUID: `set ${seriesUid}`,
  StudyInstanceUID: '1.1',
  SeriesInstanceUID: seriesUid,
  Modality: 'CT',
  instances: [0, 5].map(z => ({
    SOPInstanceUID: `${seriesUid}.${z}`,
    SOPClassUID: CT,
    imageId: `ct:${seriesUid}.${z}`,
  })),
});

interface FakeSegmentation {
  segmentationId: string;
  label: string;
  segments: Record<number, { segmentIndex: number; label: string }>;
  representationData: { Labelmap: { imageIds: string[] }; Contour: object };
}

/** The parts of the host that the radiology services touch: one viewport, label maps, events. */
export class FakeRadiologyHost {
  readonly events = new EventTarget();
  readonly images = new Map<string, { voxelManager: { getScalarData(): Uint8Array | Int16Array } }>();
  readonly segmentations = new Map<string, FakeSegmentation>();
  readonly lines: object[] = [];
  readonly removedLines: string[] = [];
  activeSegmentation: string | undefined;
  activeSegment = 1;
  /** Set to refuse the next calls. */
  failing: 'label map' | 'headers' | undefined;
  /** Replaces the loading of pixels that the host does not hold. */
  loadImage = (imageId: string): Promise<unknown> => Promise.resolve(this.images.get(imageId));
  private shownSeries: string | undefined;
  private readonly gridListeners = new Set<() => void>();

  readonly host = {
    extensionManager: {
      getModuleEntry: () => ({ exports: { getCornerstoneLibraries: () => this.libraries } }),
      getActiveDataSource: () => [
        { retrieve: { getWadoDicomWebClient: () => ({ retrieveSeriesMetadata: this.headers }) } },
      ],
    },
    servicesManager: { services: this.services() },
  } as unknown as Host;

  /** Shows a series in the viewport, as the reader's double click does. */
  show(seriesUid: string): void {
    this.shownSeries = seriesUid;
    for (const listener of [...this.gridListeners]) listener();
  }

  /** Adds a label map over a series. */
  addLabelmap(segmentationId: string, seriesUid: string, label = segmentationId): string {
    const imageIds = displaySetOf(seriesUid).instances.map(({ imageId }) => {
      const id = `${segmentationId} ${imageId}`;
      const voxels = new Uint8Array(SIDE * SIDE);
      this.images.set(id, {
        ...{ referencedImageId: imageId },
        voxelManager: { getScalarData: () => voxels },
      });
      return id;
    });
    const representationData = { Labelmap: { imageIds }, Contour: {} };
    const segments = { 1: { segmentIndex: 1, label } };
    this.segmentations.set(segmentationId, { segmentationId, label, segments, representationData });
    this.activeSegmentation = segmentationId;
    return segmentationId;
  }

  /** A stroke of the host's brush over one voxel of the first slice. */
  paint(segmentationId: string, voxel: number, label = 1): void {
    const [id = ''] = this.segmentations.get(segmentationId)?.representationData.Labelmap.imageIds ?? [];
    this.images
      .get(id)
      ?.voxelManager.getScalarData()
      .fill(label, voxel, voxel + 1);
    this.tell('edited', { segmentationId });
  }

  /** A closed line of 3 x 3 mm, finished with the host's tool. */
  completeLine(segmentationId: string | undefined): void {
    const polyline = [
      [0.5, 0.5, 0],
      [3.5, 0.5, 0],
      [3.5, 3.5, 0],
      [0.5, 3.5, 0],
    ];
    const segmentation = segmentationId && { segmentationId, segmentIndex: 1 };
    const data = { contour: { polyline }, ...(segmentation && { segmentation }) };
    const annotation = { annotationUID: `line ${this.lines.length + 1}`, metadata: { toolName: '' }, data };
    this.lines.push(annotation);
    this.tell('line', { annotation });
  }

  private tell(event: string, detail: object): void {
    this.events.dispatchEvent(Object.assign(new Event(event), { detail }));
  }

  private readonly headers = ({ seriesInstanceUID }: { seriesInstanceUID: string }) =>
    this.failing === 'headers'
      ? Promise.reject(new Error('no answer'))
      : Promise.resolve(headersOf(seriesInstanceUID));

  private readonly libraries = {
    cornerstone: {
      cache: { getImage: (id: string) => this.images.get(id), getVolume: () => undefined },
      imageLoader: { loadAndCacheImage: (id: string) => this.loadImage(id) },
      eventTarget: this.events,
      Enums: { Events: { IMAGE_RENDERED: 'rendered' } },
    },
    cornerstoneTools: {
      BaseTool: Object,
      addTool: () => undefined,
      Enums: {
        Events: {
          ANNOTATION_COMPLETED: 'line',
          SEGMENTATION_DATA_MODIFIED: 'edited',
          TOOL_ACTIVATED: 'tool',
        },
      },
      annotation: {
        state: {
          getAllAnnotations: () => this.lines,
          removeAnnotation: (uid: string) => void this.removedLines.push(uid),
        },
      },
      segmentation: {
        triggerSegmentationEvents: {
          triggerSegmentationDataModified: (segmentationId: string) =>
            this.tell('edited', { segmentationId }),
        },
      },
      utilities: { contourSegmentation: { removeContourSegmentationAnnotation: () => undefined } },
    },
  };

  private services() {
    const none = () => undefined;
    const shown = () => (this.shownSeries === undefined ? [] : [displaySetOf(this.shownSeries)]);
    return {
      viewportGridService: {
        EVENTS: { GRID_STATE_CHANGED: 'grid' },
        subscribe: (_: string, listener: () => void) => {
          this.gridListeners.add(listener);
          return { unsubscribe: () => this.gridListeners.delete(listener) };
        },
        getActiveViewportId: () => 'viewport',
        getState: () => ({
          viewports: new Map([
            ['viewport', { displaySetInstanceUIDs: shown().map(set => set.displaySetInstanceUID) }],
          ]),
        }),
      },
      displaySetService: {
        getDisplaySetByUID: (uid: string) => shown().find(set => set.displaySetInstanceUID === uid),
      },
      cornerstoneViewportService: { EVENTS: {}, getCornerstoneViewport: () => this.viewport },
      toolGroupService: { getToolGroupForViewport: none },
      userAuthenticationService: { getUser: none, getAuthorizationHeader: none },
      segmentationService: {
        createLabelmapForDisplaySet: ({ SeriesInstanceUID }: { SeriesInstanceUID: string }) =>
          this.failing === 'label map'
            ? Promise.reject(new Error('no room'))
            : Promise.resolve(this.addLabelmap('ours', SeriesInstanceUID)),
        addSegmentationRepresentation: () => Promise.resolve(),
        getSegmentation: (id: string) => this.segmentations.get(id),
        getActiveSegmentation: () => this.segmentations.get(this.activeSegmentation ?? ''),
        setActiveSegmentation: (_: string, id: string) => void (this.activeSegmentation = id),
        ...this.segments(),
        setStyle: none,
      },
    };
  }

  /** As far as the host keeps them: a removed one loses its voxels too. */
  private segments() {
    const of = (id: string) => this.segmentations.get(id)?.segments ?? {};
    return {
      setActiveSegment: (_: string, index: number) => void (this.activeSegment = index),
      addSegment: (id: string, { segmentIndex, label }: { segmentIndex: number; label: string }) =>
        void (of(id)[segmentIndex] = { segmentIndex, label }),
      removeSegment: (id: string, index: number) => void Reflect.deleteProperty(of(id), index),
      setSegmentLabel: (id: string, index: number, label: string) =>
        void (of(id)[index] = { segmentIndex: index, label }),
      getSegmentColor: (_: string, __: string, index: number) => [index, 0, 0, 255],
    };
  }

  /** A stack viewport without an element: nothing is drawn in it. */
  private readonly viewport = {
    id: 'viewport',
    element: {
      append: () => undefined,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    },
    getActors: () => [{}],
    getImageIds: () => [],
    getCamera: () => ({}),
    setImageIdIndex: () => Promise.resolve(),
  };
}
