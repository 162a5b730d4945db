import type { DetectorSettings, Measured } from '../presets/preset';

/** What speaks for and against what found the nuclei, as measured (docs/validation.md, human outlines in H-DAB). */
export function detectorReason(detector: DetectorSettings, measured: Measured): string {
  switch (detector.kind) {
    case 'qupath':
      return "QuPath's watershed, as the preset asks for it.";
    case 'generic':
      return measured === 'nucleus' ? FASTEST : NOT_COMPARED;
    case 'network':
      return detector.beside && detector.model === MEASURED ? BEST : CHOSEN;
  }
}

/** The network whose figures are given. */
const MEASURED = 'nuclei-unet-small';

const FASTEST =
  'The usual one: it takes a tenth of the time of a network. F1 on human outlines 0.71 to 0.74; of the network nuclei-unet-small beside it 0.82.';
const NOT_COMPARED =
  'The usual one: no network was compared with it on human outlines of brown membranes or cytoplasm.';
const BEST =
  'Chosen by the reader: of the network, the classical detector and both the best. F1 on human outlines 0.82; the classical one alone, in a tenth of the time, 0.71 to 0.74.';
const CHOSEN = 'Chosen by the reader; what it was measured on stands on its card.';
