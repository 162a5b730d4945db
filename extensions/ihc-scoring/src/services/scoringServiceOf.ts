import { serviceOf, type Host } from '@timescope/ohif/host';
import { SCORING_SERVICE, type ScoringService } from './ScoringService';

/** The service that this extension registered with the host. */
export const scoringService = (host: Host): ScoringService =>
  serviceOf(host, SCORING_SERVICE) as ScoringService;
