import { serviceOf, type Host } from '@timescope/ohif/host';
import type { Bench } from './Bench';

export const BENCH_SERVICE = 'timescopeIhcBench';

/** The service that this extension registered with the host. */
export const benchOf = (host: Host): Bench => serviceOf(host, BENCH_SERVICE) as Bench;
