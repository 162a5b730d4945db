import type { Host } from '@timescope/ohif/host';
import { cornerstoneOf } from '../cornerstone';

/** Removes all lines of a segmentation: the host puts a merged copy in the place of the one that was drawn. */
export function removeDrawnLines(host: Host, segmentationId: string | undefined): void {
  const { annotation: annotations, utilities } = cornerstoneOf(host).cornerstoneTools;
  for (const line of annotations.state.getAllAnnotations()) {
    if (line.data.segmentation?.segmentationId !== segmentationId || !line.data.contour) continue;
    utilities.contourSegmentation.removeContourSegmentationAnnotation(line);
    annotations.state.removeAnnotation(line.annotationUID);
  }
}
