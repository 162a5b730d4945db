import { serviceOf, type Host } from '@timescope/ohif/host';
import type { CtResults } from './CtResults';

export const CT_RESULTS_SERVICE = 'timescopeCtResults';

/** The service that this extension registered with the host. */
export const ctResultsOf = (host: Host): CtResults => serviceOf(host, CT_RESULTS_SERVICE) as CtResults;
