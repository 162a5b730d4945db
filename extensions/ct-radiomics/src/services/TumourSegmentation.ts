import type { Host } from '@timescope/ohif/host';
import { strings } from '../strings';
import { cornerstoneOf } from './cornerstone';
import type { DisplayedCt } from './displayedCt';
import { radiologyServices } from './hostServices';
import { labelmapSlices, readLabelmap, TUMOUR, writeLabelmap, type LabelmapSlices } from './labelmapSlices';
import type { RoiSlices } from './roiSlices';

/** Ours: the tissue below stays readable. */
const DRAWING_FILL = 0.12;

/** The host's segmentation that holds the tumour: a label map, so that brush, outline and undo work on one mask. */
export class TumourSegmentation {
  private slices: LabelmapSlices | undefined;

  private constructor(
    private readonly host: Host,
    readonly ct: DisplayedCt,
    readonly id: string,
  ) {}

  /** Makes an empty segmentation, shows it in the viewport and makes it the active one. */
  static async create(host: Host, ct: DisplayedCt): Promise<TumourSegmentation> {
    const { segmentationService } = radiologyServices(host);
    const id = await segmentationService.createLabelmapForDisplaySet(ct.displaySet, {
      label: strings.segmentationLabel,
      segments: { [TUMOUR]: { label: strings.segmentationLabel, active: true } },
    });
    const segmentation = new TumourSegmentation(host, ct, id);
    segmentation.setFill(DRAWING_FILL);
    await segmentation.show(ct.viewportId);
    return segmentation;
  }

  /** Shows it in a viewport, ready for brush and outline. */
  async show(viewportId: string): Promise<void> {
    const { segmentationService } = radiologyServices(this.host);
    const { segmentation } = cornerstoneOf(this.host).cornerstoneTools;
    const segmentationId = this.id;
    await segmentationService.addSegmentationRepresentation(viewportId, { segmentationId, type: 'Labelmap' });
    // The outline tool asks for a contour representation before it draws; its lines never stay there.
    if (!segmentationService.getSegmentation(segmentationId)?.representationData.Contour) {
      await segmentation.addContourRepresentationToViewport(viewportId, [
        { segmentationId, type: 'Contour' },
      ]);
      segmentation.addRepresentationData({ segmentationId, type: 'Contour', data: {} });
    }
    this.activate(viewportId);
  }

  /** @param fillAlpha 0 to 1: a mask must not hide the tissue, nor the heat map. */
  setFill(fillAlpha: number): void {
    const { segmentationService } = radiologyServices(this.host);
    const style = { fillAlpha, outlineWidth: 2 };
    segmentationService.setStyle({ type: 'Labelmap', segmentationId: this.id }, style);
  }

  activate(viewportId: string): void {
    const { segmentationService } = radiologyServices(this.host);
    segmentationService.setActiveSegmentation(viewportId, this.id);
    segmentationService.setActiveSegment(this.id, TUMOUR);
  }

  /** False after somebody deleted it in the host's own panel. */
  exists(): boolean {
    return radiologyServices(this.host).segmentationService.getSegmentation(this.id) !== undefined;
  }

  read(): RoiSlices {
    return readLabelmap(cornerstoneOf(this.host).cornerstone, this.labelmap());
  }

  write(changed: RoiSlices): void {
    const { cornerstone, cornerstoneTools } = cornerstoneOf(this.host);
    writeLabelmap(cornerstone, this.labelmap(), changed);
    cornerstoneTools.segmentation.triggerSegmentationEvents.triggerSegmentationDataModified(this.id);
  }

  private labelmap(): LabelmapSlices {
    if (this.slices) return this.slices;
    const { segmentationService } = radiologyServices(this.host);
    const ids = segmentationService.getSegmentation(this.id)?.representationData.Labelmap?.imageIds ?? [];
    this.slices = labelmapSlices(cornerstoneOf(this.host).cornerstone, ids, this.ct.imageIds, TUMOUR);
    return this.slices;
  }
}
