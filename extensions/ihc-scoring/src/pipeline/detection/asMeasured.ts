import type { DetectorSettings, GenericDetector } from '../presets/preset';
import { isUsual } from '../presets/usualNetwork';
import type { Settings } from '../settings';

/** What the validation measured on nuclear stain (docs/validation.md): the classical detector alone, and beside the usual network. */
export type MeasuredDetector = 'classical' | 'beside network';

/** As in the validation: the preset h-score, and the network's card. */
const RING_CONTRAST = 0.06;
const PROBABILITY = 0.4;

/** Undefined for what nobody measured: other detectors, weights, images and thresholds, membranes, cytoplasm and whole cells. */
export function asMeasured({
  detector,
  measured,
}: Pick<Settings, 'detector' | 'measured'>): MeasuredDetector | undefined {
  if (measured !== 'nucleus') return undefined;
  if (detector.kind === 'generic') return isThatOne(detector) ? 'classical' : undefined;
  return detector.kind === 'network' && isJoinedAsMeasured(detector) ? 'beside network' : undefined;
}

const isThatOne = ({ image = 'darker-stain', ringContrast }: GenericDetector): boolean =>
  image === 'darker-stain' && ringContrast === RING_CONTRAST;

function isJoinedAsMeasured(detector: Extract<DetectorSettings, { kind: 'network' }>): boolean {
  const { beside, threshold } = detector;
  return isUsual(detector) && threshold === PROBABILITY && beside !== undefined && isThatOne(beside);
}
