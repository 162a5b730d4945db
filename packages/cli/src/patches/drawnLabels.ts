import type { PixelRect } from '@timescope/core/raster';
import { fillAnnotation } from '@timescope/extension-ihc-scoring/pipeline/annotations/fillAnnotation';
import { regionOf } from '@timescope/extension-ihc-scoring/pipeline/region';
import {
  preparedAreas,
  type PreparedArea,
} from '@timescope/extension-ihc-scoring/pipeline/tissueMap/preparedAreas';
import type { WorkingFrame } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';
import type { DrawnObjects } from './drawnObjects';

export interface MatrixSize {
  readonly width: number;
  readonly height: number;
}

/** Which drawn tissue the pixels of a grid are of. */
export interface DrawnLabels {
  readonly areas: readonly PreparedArea[];
  /** The code of the tissue at each pixel; 0 where nothing is drawn, beyond the slide, and in what is to be left out. */
  readonly labelsIn: (at: PixelRect) => Uint8Array;
}

/** Of overlapping areas the smaller is drawn over the larger. A region limits what is measured, not what is drawn. */
export function drawnLabels(
  { tissue, limits }: DrawnObjects,
  { matrixStep: step }: WorkingFrame,
  matrix: MatrixSize,
): DrawnLabels {
  const areas = preparedAreas(tissue);
  const kept = regionOf(
    limits.filter(({ role }) => role !== 'region'),
    matrix,
  );
  return {
    areas,
    labelsIn: at => {
      const labels = new Uint8Array(at.width * at.height);
      for (const { code, edges } of areas) fillAnnotation(edges, { at, step }, code, labels);
      const isKept = new Uint8Array(labels.length);
      kept.mark({ at, step }, isKept);
      return labels.map((label, pixel) => (isKept[pixel] === 1 ? label : 0));
    },
  };
}
