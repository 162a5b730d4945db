import type { Slide } from '@timescope/core/dicom/read/slide';
import { isTissueRole, type Annotation } from '../pipeline/annotations';
import type { Reading } from '../pipeline/reading/reading';
import type { ScoreRequest } from '../pipeline/scoreRequest';
import { drawnAreaOf, type MeasuredArea } from './measuredArea';
import { readerChanges } from './readerChanges';
import { scoreRequestOf } from './scoreRequestOf';
import type { Measurement } from './scoringState';

/**
 * Whether the reading's settings, or the pixels on screen (another focal plane, other images of the series), ask for
 * another measurement than was made. What is applied to the measurement as it is (thresholds, cell edits, an area newly
 * left out) does not, nor does a region's name.
 */
export function isMeasuredOtherwise(
  { area, request }: Pick<Measurement, 'area' | 'request'>,
  reading: Reading,
  slide: Slide,
): boolean {
  const leftOut = new Set(readerChanges(reading, request).leftOut.map(({ rings }) => rings));
  const regions = reading.regions.filter(({ rings }) => !leftOut.has(rings));
  const now = scoreRequestOf({ ...reading, regions }, sameAreaNow(area, reading), slide, '');
  return settingsText(now) !== settingsText(request);
}

/** Whether what tells tumour and stroma apart in the reading, areas or classifier, is other than in the measurement. */
export function isTissueToldOtherwise(
  { request: { annotations = [], compartments } }: Pick<Measurement, 'request'>,
  reading: Pick<Reading, 'regions' | 'compartments'>,
): boolean {
  if (compartments?.kind === 'mask') return false;
  const areas = (all: readonly Annotation[]) =>
    JSON.stringify(
      all.flatMap(({ role, rings }) => (isTissueRole(role) && rings.length > 0 ? [{ role, rings }] : [])),
    );
  const learned = compartments?.kind === 'pixel-classifier' ? compartments.model.hash : undefined;
  return areas(annotations) !== areas(reading.regions) || learned !== reading.compartments?.hash;
}

/** A mask and a preset file of the command line are in no reading: the page cannot ask for the same measurement. */
export const isMeasuredWithFiles = ({ preset, compartments }: ScoreRequest): boolean =>
  typeof preset !== 'string' || compartments?.kind === 'mask';

/** Drawn regions may have moved since; fields and slides stay. */
export const sameAreaNow = (area: MeasuredArea, { regions }: Reading): MeasuredArea =>
  area.kind === 'drawn' ? (drawnAreaOf(regions) ?? area) : area;

function settingsText(request: ScoreRequest): string {
  const { preset, annotations, compartments, patches, cellTypes, overrides, slide } = request;
  const { digest, layer } = slide;
  const { white, vectors, detectionThreshold, gradeThresholds, network } = overrides ?? {};
  const changes = { white, vectors, detectionThreshold, gradeThresholds, network };
  const areas = annotations?.map(({ role, rings }) => ({ role, rings })) ?? [];
  return JSON.stringify({ preset, areas, compartments, patches, cellTypes, changes, digest, layer });
}
