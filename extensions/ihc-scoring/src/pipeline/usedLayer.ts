import type { LayersOffered } from '@timescope/core/dicom/read/slideLayers';

/** An optical path and a focal plane as the command line names them. */
export interface UsedLayer {
  readonly opticalPath?: string;
  /** Its number from 1, the deepest first. */
  readonly focalPlane?: string;
}

/** What must be said of a slide with several paths or planes so that the same pixels are read again. */
export function usedLayer({
  opticalPaths,
  opticalPath,
  depthsUm,
  plane,
}: LayersOffered): UsedLayer | undefined {
  if (opticalPaths.length < 2 && depthsUm.length < 2) return undefined;
  return {
    ...(opticalPaths.length > 1 && { opticalPath }),
    ...(depthsUm.length > 1 && { focalPlane: String(plane + 1) }),
  };
}
