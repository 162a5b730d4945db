import type { PixelSource } from '@timescope/core/pixelSource';
import { CLASSICAL } from '../pipeline/presets/nucleiChoice';
import type { NetworkDetector } from '../pipeline/presets/preset';
import { isUsual, isUsualFor } from '../pipeline/presets/usualNetwork';
import type { Reading } from '../pipeline/reading/reading';
import type { ScoreOverrides, ScoreRequest } from '../pipeline/scoreRequest';
import type { Measurement } from './scoringState';

/** A measurement and the reading that it is shown with. */
export interface MeasuredReading {
  readonly reading: Reading;
  readonly measurement: Measurement;
}

type Levels = Pick<PixelSource, 'levels'>;
type AskedNetwork = NonNullable<ScoreOverrides['network']>;

/** A measurement of before says nothing of a detector that is not the usual one here any more: it is said, also in the reading. */
export function namingDetector({ reading, measurement }: MeasuredReading, slide: Levels): MeasuredReading {
  const { request, basis } = measurement;
  const { detector } = basis.settings;
  if (request.overrides?.network !== undefined || detector.kind === 'qupath') return { reading, measurement };
  const network = askedDetector(detector.kind === 'network' ? detector : undefined, request, slide);
  if (network === undefined) return { reading, measurement };
  return {
    reading: reading.network === undefined ? { ...reading, network } : reading,
    measurement: withBasisNaming({ ...measurement, request: naming(request, network) }, network),
  };
}

/** So that scoring again gives the true reason. A result that has one keeps it: why no network ran stands in its request. */
export function withBasisNaming(measurement: Measurement, network: AskedNetwork | undefined): Measurement {
  const { basis, result } = measurement;
  const isSaid =
    basis.request.overrides?.network !== undefined || result.provenance.detectorReason !== undefined;
  if (network === undefined || isSaid) return measurement;
  return { ...measurement, basis: { ...basis, request: naming(basis.request, network) } };
}

/** What the page says so that the same detector runs again: nothing where it is the usual one. */
export function askedDetector(
  ran: NetworkDetector | undefined,
  request: ScoreRequest,
  { levels: [finest] }: Levels,
): AskedNetwork | undefined {
  const isUsualHere = finest !== undefined && isUsualFor(request, finest);
  if (!ran) return isUsualHere ? CLASSICAL : undefined;
  return isUsualHere && ran.beside && isUsual(ran) ? undefined : ran;
}

const naming = (request: ScoreRequest, network: AskedNetwork): ScoreRequest => ({
  ...request,
  overrides: { ...request.overrides, network },
});
