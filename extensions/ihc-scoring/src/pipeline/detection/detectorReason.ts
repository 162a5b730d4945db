import type { DetectorSettings, Measured } from '../presets/preset';
import { SMALL_MM2, USUAL_NETWORK } from '../presets/usualNetwork';

/**
 * What speaks for and against what found the nuclei, as measured (docs/validation.md, human outlines in H-DAB).
 * @param imageMm2 Area of the whole image
 */
export function detectorReason(detector: DetectorSettings, measured: Measured, imageMm2: number): string {
  switch (detector.kind) {
    case 'qupath':
      return "QuPath's watershed, as the preset asks for it.";
    case 'generic':
      if (measured !== 'nucleus') return NOT_COMPARED;
      return imageMm2 > SMALL_MM2 ? FASTEST : NOT_USUAL;
    case 'network':
      return detector.beside && detector.model === USUAL_NETWORK ? BEST : CHOSEN;
  }
}

const FASTEST = `Usual on images above ${SMALL_MM2} mm2: it takes a tenth of the time of a network. F1 on human outlines 0.71 to 0.74; of the network ${USUAL_NETWORK} beside it 0.82.`;
const NOT_USUAL = `Asked for, or the network ${USUAL_NETWORK} is not there, which beside it is usual on images of up to ${SMALL_MM2} mm2. F1 on human outlines 0.71 to 0.74; of both 0.82.`;
const NOT_COMPARED =
  'The usual one: no network was compared with it on human outlines of brown membranes or cytoplasm.';
const BEST = `Usual on images of up to ${SMALL_MM2} mm2: of the network, the classical detector and both the best. F1 on human outlines 0.82; the classical one alone, in a tenth of the time, 0.71 to 0.74.`;
const CHOSEN = 'Chosen by the reader; what it was measured on stands on its card.';
