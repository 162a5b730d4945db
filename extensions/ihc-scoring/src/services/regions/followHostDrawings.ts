import type { Slide } from '@timescope/core/dicom/read/slide';
import type { MatrixPoint } from '@timescope/core/frames';
import type { Host } from '@timescope/ohif/host';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { microscopyService, type RoiAnnotation } from '../microscopy';
import { drawnRing } from '../slideView';

/**
 * Takes over what is drawn on a slide with the stock polygon, freehand, rectangle and circle tools: the outline is handed
 * on and the host's own drawing goes, so that there is one of each. Lines and points stay the host's.
 * @returns a function that ends it
 */
export function followHostDrawings(
  host: Host,
  slide: Slide,
  take: (ring: readonly MatrixPoint[]) => void,
): () => void {
  const subscriptions = new Subscriptions();
  const microscopy = microscopyService(host);
  const [extent] = slide.levels;
  const { placement } = slide;
  if (!microscopy || !placement || !extent) return () => undefined;
  const takeOver = (drawing: RoiAnnotation) => {
    const ring = drawnRing(drawing, placement, extent);
    if (!ring) return;
    take(ring);
    // Once the host is done with the event that told of its drawing.
    queueMicrotask(() => microscopy.removeAnnotation(drawing));
  };
  const taken = new Set<string>();
  subscriptions.toHost(microscopy, 'ANNOTATION_UPDATED', drawing => {
    if (!isRoi(drawing) || drawing.seriesInstanceUID !== slide.seriesInstanceUid) return;
    if (taken.has(drawing.uid)) return;
    taken.add(drawing.uid);
    takeOver(drawing);
  });
  return () => subscriptions.releaseAll();
}

const isRoi = (value: unknown): value is RoiAnnotation =>
  typeof value === 'object' && value !== null && 'roiGraphic' in value && 'uid' in value;
