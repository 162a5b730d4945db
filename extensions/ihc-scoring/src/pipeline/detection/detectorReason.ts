import { CLASSICAL } from '../presets/nucleiChoice';
import { isBuiltIn } from '../presets/isBuiltIn';
import { isUsual, SMALL_MM2, USUAL_NETWORK } from '../presets/usualNetwork';
import type { ScoreRequest } from '../scoreRequest';
import type { Settings } from '../settings';

/**
 * Why this one found the nuclei, and what speaks for and against it as measured (docs/validation.md, human outlines in H-DAB).
 * @param imageMm2 Area of the whole image, to a pixel of 0.5 um
 */
export function detectorReason(request: ScoreRequest, settings: Settings, imageMm2: number): string {
  const { detector, measured } = settings;
  if (detector.kind === 'qupath') return "QuPath's watershed, as the preset asks for it.";
  if (detector.kind === 'generic')
    return measured === 'nucleus' ? `${whyClassical(request, imageMm2)} ${CLASSICAL_F1}` : NOT_COMPARED;
  const isMeasured = measured === 'nucleus' && isUsual(detector) && detector.beside !== undefined;
  if (!isMeasured) return 'Asked for; what it was measured on stands on its card.';
  return imageMm2 <= SMALL_MM2 ? `Usual on images of up to ${SMALL_MM2} mm2: ${BEST}` : `Asked for: ${BEST}`;
}

/** A working pixel more or less, of the image's two edges. */
const ROUNDING = 0.999;

/** Of all that keeps the usual network away, what did; last the card, of which the request knows nothing. */
function whyClassical({ preset, overrides = {}, patches }: ScoreRequest, imageMm2: number): string {
  if (patches !== undefined)
    return 'With a network for tissue this one counts the cells unless another is asked for.';
  if (imageMm2 > ROUNDING * SMALL_MM2)
    return `Usual on images above ${SMALL_MM2} mm2, where a network would take long.`;
  if (overrides.network === CLASSICAL) return 'Asked for.';
  if (overrides.detectionThreshold !== undefined)
    return 'A threshold of detection was asked for, and it is of this one.';
  if (typeof preset !== 'string' && !isBuiltIn(preset)) return 'The one of the preset.';
  return `The network ${USUAL_NETWORK}, usual beside it on images of up to ${SMALL_MM2} mm2, is not there with the weights that were measured.`;
}

const CLASSICAL_F1 = `F1 on human outlines 0.71 to 0.74; of the network ${USUAL_NETWORK} beside it 0.82, in many times the time.`;
const NOT_COMPARED =
  'The usual one: no network was compared with it on human outlines of brown membranes or cytoplasm.';
const BEST =
  'of the network, the classical detector and both the best F1 on human outlines, 0.82; the classical one alone has 0.71 to 0.74, in a fraction of the time.';
