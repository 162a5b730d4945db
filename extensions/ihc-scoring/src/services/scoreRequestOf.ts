import type { Slide } from '@timescope/core/dicom/read/slide';
import { slideDigest } from '@timescope/core/dicom/read/slideDigest';
import { regionAnnotation, type Annotation } from '../pipeline/annotations';
import type { CellTypeSource } from '../pipeline/cellTypes/cellTypeSource';
import type { DrawnRegion } from '../pipeline/reading/drawnRegion';
import type { Reading } from '../pipeline/reading/reading';
import type { ScoreRequest } from '../pipeline/scoreRequest';
import { usedLayer } from '../pipeline/usedLayer';
import type { MeasuredArea } from './measuredArea';

/**
 * What to measure so that the reading's settings hold. Its thresholds and cell edits are left out: they are applied to
 * what was measured. The slide's digest is over the names of its images: their bytes are never all here.
 */
export function scoreRequestOf(
  reading: Reading,
  area: MeasuredArea,
  slide: Slide,
  description: string,
): ScoreRequest {
  const annotations = [...areaAnnotations(area), ...reading.regions.filter(isNoArea).map(plain)];
  const { preset, stain, detectionThreshold, network, compartments, patches, cellTypes, pcms } = reading;
  const overrides = {
    ...stain,
    ...(detectionThreshold !== undefined && { detectionThreshold }),
    ...(network && { network }),
  };
  const layer = usedLayer(slide.layers);
  return {
    preset,
    ...(annotations.length > 0 && { annotations }),
    ...(compartments && { compartments: { kind: 'pixel-classifier', model: compartments } }),
    ...(patches && { patches }),
    ...(cellTypes && { cellTypes: cellTypeSource(cellTypes) }),
    slide: { description, digest: slideDigest(slide), warnings: slide.warnings, ...(layer && { layer }) },
    ...(Object.keys(overrides).length > 0 && { overrides }),
    ...(pcms !== undefined && { pcms }),
  };
}

const cellTypeSource = (cellTypes: NonNullable<Reading['cellTypes']>): CellTypeSource =>
  cellTypes === 'compartment' ? { kind: 'compartment' } : { kind: 'classifier', model: cellTypes };

/** A drawn tumour that is measured alone is the region and, among the others, the tumour. */
function areaAnnotations(area: MeasuredArea): Annotation[] {
  if (area.kind === 'slide') return [];
  if (area.kind === 'field') return [regionAnnotation(area.ring)];
  return area.regions.map(region => ({ ...plain(region), role: 'region' }));
}

/**
 * Regions of these roles count wherever is measured; those of role `region` only where they are asked for. Nothing is left
 * of what corrections cover.
 */
const isNoArea = ({ role, rings }: DrawnRegion): boolean => role !== 'region' && rings.length > 0;

const plain = ({ name, role, rings, foundBy }: DrawnRegion): Annotation => ({
  ...{ name, role, rings },
  ...(foundBy && { foundBy }),
});
