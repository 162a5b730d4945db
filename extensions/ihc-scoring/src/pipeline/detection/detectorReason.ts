import { isBuiltIn } from '../presets/isBuiltIn';
import { CLASSICAL } from '../presets/nucleiChoice';
import { imageMm2, isUsualFor, SMALL_MM2, USUAL_NETWORK, type ImageSize } from '../presets/usualNetwork';
import type { ScoreRequest } from '../scoreRequest';
import type { Settings } from '../settings';
import { asMeasured } from './asMeasured';

/**
 * Why this one found the nuclei, and what speaks for and against it where it runs as it was measured (docs/validation.md).
 * @param finest The image's level of full resolution.
 */
export function detectorReason(request: ScoreRequest, settings: Settings, finest: ImageSize): string {
  const { detector, measured } = settings;
  const isMeasured = asMeasured(settings) !== undefined;
  if (detector.kind === 'qupath') return "QuPath's watershed, as the preset asks for it.";
  if (detector.kind === 'generic') {
    if (measured !== 'nucleus') return NOT_COMPARED;
    return `${whyClassical(request, finest)} ${isMeasured ? CLASSICAL_F1 : NOT_MEASURED}`;
  }
  if (!isMeasured) return 'Asked for; what it was measured on stands on its card.';
  return isUsualFor(request, finest)
    ? `Usual on images of up to ${SMALL_MM2} mm2: ${BEST}`
    : `Asked for: ${BEST}`;
}

/** Of all that keeps the usual network away, what did; last the card, of which the request knows nothing. */
function whyClassical({ preset, overrides = {}, patches }: ScoreRequest, finest: ImageSize): string {
  if (patches !== undefined)
    return 'With a network for tissue this one counts the cells unless another is asked for.';
  if (imageMm2(finest) > SMALL_MM2)
    return `Usual on images above ${SMALL_MM2} mm2, where a network would take long.`;
  if (overrides.network === CLASSICAL) return 'Asked for.';
  if (overrides.detectionThreshold !== undefined)
    return 'A threshold of detection was asked for, and it is of this one.';
  if (typeof preset !== 'string' && !isBuiltIn(preset)) return 'The one of the preset.';
  return `The network ${USUAL_NETWORK}, usual beside it on images of up to ${SMALL_MM2} mm2, is not there with the weights that were measured.`;
}

const SET = 'F1 at 0.5 IoU on haematoxylin crops that people outlined, recoloured as IHC';
const CLASSICAL_F1 = `${SET}: 0.71 to 0.74; of the network ${USUAL_NETWORK} beside it 0.82, in many times the time.`;
const NOT_MEASURED = 'As it runs here nobody measured it.';
const NOT_COMPARED =
  'The usual one: no network was compared with it on human outlines of brown membranes or cytoplasm.';
const BEST = `of the network, the classical detector and both the best. ${SET}: 0.82; the classical one alone 0.71 to 0.74, in a fraction of the time.`;
