import type { Slide } from '@timescope/core/dicom/read/slide';
import { sha256Hex } from '@timescope/core/sha256';
import { regionAnnotation } from '../pipeline/annotations';
import type { PresetName } from '../pipeline/presets/presets';
import type { ScoreRequest } from '../pipeline/scoreRequest';
import type { MeasuredArea } from './measuredArea';

/** The slide's digest is over the names of its images: their bytes are never all here. */
export function scoreRequestOf(
  preset: PresetName,
  area: MeasuredArea,
  slide: Slide,
  description: string,
): ScoreRequest {
  const uids = slide.levels.map(level => level.sopInstanceUid).sort();
  return {
    preset,
    ...(area.kind !== 'slide' && { annotations: [regionAnnotation(area.ring)] }),
    slide: { description, digest: sha256Hex(uids.join('\n')) },
  };
}
