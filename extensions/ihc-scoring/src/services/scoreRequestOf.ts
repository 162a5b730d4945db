import type { Slide } from '@timescope/core/dicom/read/slide';
import { sha256Hex } from '@timescope/core/sha256';
import { regionAnnotation, type Annotation } from '../pipeline/annotations';
import type { PresetName } from '../pipeline/presets/presets';
import type { ScoreRequest } from '../pipeline/scoreRequest';
import type { MeasuredArea } from './measuredArea';

/**
 * The slide's digest is over the names of its images: their bytes are never all here.
 * @param isTumour whether the reader says that the drawn region holds tumour only
 */
export function scoreRequestOf(
  preset: PresetName,
  area: MeasuredArea,
  slide: Slide,
  description: string,
  isTumour = false,
): ScoreRequest {
  const uids = slide.levels.map(level => level.sopInstanceUid).sort();
  return {
    preset,
    ...(area.kind !== 'slide' && { annotations: annotationsOf(area, isTumour) }),
    slide: { description, digest: sha256Hex(uids.join('\n')) },
  };
}

function annotationsOf(area: Exclude<MeasuredArea, { kind: 'slide' }>, isTumour: boolean): Annotation[] {
  const region = regionAnnotation(area.ring);
  return area.kind === 'drawn' && isTumour ? [region, { ...region, role: 'tumour' }] : [region];
}
