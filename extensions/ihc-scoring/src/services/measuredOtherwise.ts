import type { Slide } from '@timescope/core/dicom/read/slide';
import type { Reading } from '../pipeline/reading/reading';
import type { ScoreRequest } from '../pipeline/scoreRequest';
import { drawnAreaOf, type MeasuredArea } from './measuredArea';
import { scoreRequestOf } from './scoreRequestOf';
import type { Measurement } from './scoringState';

/** Whether measuring again with the reading's settings would ask for something else than was measured. */
export function isMeasuredOtherwise(
  measurement: Pick<Measurement, 'area' | 'request'>,
  reading: Reading,
  slide: Slide,
): boolean {
  const request = scoreRequestOf(reading, sameAreaNow(measurement.area, reading), slide, '');
  return settingsText(request) !== settingsText(measurement.request);
}

/** Drawn regions may have moved since; fields and slides stay. */
export const sameAreaNow = (area: MeasuredArea, { regions }: Reading): MeasuredArea =>
  area.kind === 'drawn' ? (drawnAreaOf(regions) ?? area) : area;

/** The slide is the same, and its words are no setting. */
function settingsText(request: ScoreRequest): string {
  return JSON.stringify({ ...request, slide: undefined });
}
