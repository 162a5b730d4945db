import type { Annotation } from '../pipeline/annotations';
import type { GradeThresholds } from '../pipeline/intensity';
import type { Reading } from '../pipeline/reading/reading';
import type { ReaderChanges } from '../pipeline/reading/rescore';
import type { ScoreRequest } from '../pipeline/scoreRequest';

/**
 * What of a reading is applied to what was measured, without measuring again. Thresholds and complete membranes mean
 * nothing for another preset than the one they were set for.
 * @param moving The thresholds that the reader is just moving; they go before those of the reading.
 */
export function readerChanges(
  reading: Reading,
  { preset, annotations = [], pcms }: ScoreRequest,
  moving?: GradeThresholds,
): ReaderChanges {
  const isSamePreset = reading.preset === (typeof preset === 'string' ? preset : preset.name);
  return {
    thresholds: isSamePreset ? (moving ?? reading.thresholds) : undefined,
    edits: reading.edits,
    leftOut: reading.regions
      .filter(({ role }) => role === 'exclude' || role === 'control')
      .filter(region => !annotations.some(measured => isSameArea(measured, region)))
      .map(({ name, role, rings }) => ({ name, role, rings })),
    pcms: isSamePreset ? reading.pcms : pcms,
  };
}

/** Whether the result would be another than the measured one. */
export const isChange = (
  { thresholds, edits, leftOut, pcms }: ReaderChanges,
  measured: Pick<ScoreRequest, 'pcms'>,
): boolean => thresholds !== undefined || edits.length + leftOut.length > 0 || pcms !== measured.pcms;

function isSameArea(a: Annotation, b: Annotation): boolean {
  return a.role === b.role && (a.rings === b.rings || textOf(a) === textOf(b));
}

const textOf = ({ rings }: Annotation): string =>
  rings.map(ring => ring.map(({ x, y }) => `${x} ${y}`).join(' ')).join('; ');
