import type { Host } from '@timescope/ohif/host';
import { strings } from '../strings';
import { cornerstoneOf } from './cornerstone';
import type { DisplayedCt } from './displayedCt';
import { radiologyServices } from './hostServices';
import { labelmapSlices, readLabelmap, writeLabelmap, type LabelmapSlices } from './labelmapSlices';
import { activeRoi, type RoiSet } from './rois/roiSet';
import { changedSlices, NO_ROI, type RoiSlices } from './roiSlices';

/** Ours: the tissue below stays readable. */
const DRAWING_FILL = 0.12;

/** The host's segmentation that holds the regions: a label map, so that brush, outline and undo work on one mask. */
export class TumourSegmentation {
  private slices: LabelmapSlices | undefined;
  private readonly colours = new Map<number, readonly number[]>();

  private constructor(
    private readonly host: Host,
    readonly ct: DisplayedCt,
    readonly id: string,
  ) {}

  /** Makes a segmentation of empty regions, shows it in the viewport and makes it the active one. */
  static async create(host: Host, ct: DisplayedCt, { rois, active }: RoiSet): Promise<TumourSegmentation> {
    const { segmentationService } = radiologyServices(host);
    const segments = rois.map(
      ({ label, name }) => [label, { label: name, active: label === active }] as const,
    );
    const id = await segmentationService.createLabelmapForDisplaySet(ct.displaySet, {
      label: strings.segmentationLabel,
      segments: Object.fromEntries(segments),
    });
    const segmentation = new TumourSegmentation(host, ct, id);
    segmentation.setFill(DRAWING_FILL);
    await segmentation.show(ct.viewportId, active);
    return segmentation;
  }

  /** Shows it in a viewport, ready for brush and outline of one region. */
  async show(viewportId: string, active: number): Promise<void> {
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
    segmentationService.setActiveSegmentation(viewportId, segmentationId);
    segmentationService.setActiveSegment(segmentationId, active);
  }

  /** @param fillAlpha 0 to 1: a mask must not hide the tissue, nor the heat map. */
  setFill(fillAlpha: number): void {
    const { segmentationService } = radiologyServices(this.host);
    const style = { fillAlpha, outlineWidth: 2 };
    segmentationService.setStyle({ type: 'Labelmap', segmentationId: this.id }, style);
  }

  /** False after somebody deleted it in the host's own panel. */
  exists(): boolean {
    return radiologyServices(this.host).segmentationService.getSegmentation(this.id) !== undefined;
  }

  /** The voxels of each region, by label. */
  read({ rois }: RoiSet): ReadonlyMap<number, RoiSlices> {
    const { cornerstone } = cornerstoneOf(this.host);
    return new Map(rois.map(({ label }) => [label, readLabelmap(cornerstone, this.labelmap(), label)]));
  }

  /** Brings regions, names and voxels from one state to another; the active region is the one that tools draw. */
  change(from: RoiSet, to: RoiSet): void {
    const { segmentationService } = radiologyServices(this.host);
    const before = new Map(from.rois.map(roi => [roi.label, roi]));
    const after = new Map(to.rois.map(roi => [roi.label, roi]));
    for (const { label, name } of to.rois) {
      if (!before.has(label)) segmentationService.addSegment(this.id, { segmentIndex: label, label: name });
      else if (before.get(label)?.name !== name) segmentationService.setSegmentLabel(this.id, label, name);
    }
    this.writeVoxels(before, after);
    for (const { label } of from.rois)
      if (!after.has(label))
        segmentationService.removeSegment(this.id, label, { skipRecordingHistory: true });
    segmentationService.setActiveSegment(this.id, activeRoi(to).label);
  }

  /** As the host draws a region: red, green, blue, 0 to 255; undefined until it knows one. */
  colourOf(label: number, viewportId: string): readonly number[] | undefined {
    const { segmentationService } = radiologyServices(this.host);
    try {
      const colour = segmentationService.getSegmentColor(viewportId, this.id, label).slice(0, 3);
      this.colours.set(label, colour);
    } catch {
      // The host throws while a layout changes and the viewport does not show the segmentation yet.
    }
    return this.colours.get(label);
  }

  private writeVoxels(
    before: ReadonlyMap<number, { readonly slices: RoiSlices }>,
    after: ReadonlyMap<number, { readonly slices: RoiSlices }>,
  ): void {
    const { cornerstone, cornerstoneTools } = cornerstoneOf(this.host);
    let isWritten = false;
    for (const label of new Set([...before.keys(), ...after.keys()])) {
      const [was, is] = [before.get(label)?.slices ?? NO_ROI, after.get(label)?.slices ?? NO_ROI];
      const changed = changedSlices(was, is);
      if (changed.size === 0) continue;
      writeLabelmap(cornerstone, this.labelmap(), label, changed);
      isWritten = true;
    }
    if (isWritten)
      cornerstoneTools.segmentation.triggerSegmentationEvents.triggerSegmentationDataModified(this.id);
  }

  private labelmap(): LabelmapSlices {
    if (this.slices) return this.slices;
    const { segmentationService } = radiologyServices(this.host);
    const ids = segmentationService.getSegmentation(this.id)?.representationData.Labelmap?.imageIds ?? [];
    this.slices = labelmapSlices(cornerstoneOf(this.host).cornerstone, ids, this.ct.imageIds);
    return this.slices;
  }
}
