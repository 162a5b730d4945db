import { serviceOf, type Host } from '@timescope/ohif/host';
import type { ReportDesk } from './ReportDesk';

export const REPORT_SERVICE = 'timescopeReport';

/** The service that this extension registered with the host. */
export const reportDeskOf = (host: Host): ReportDesk => serviceOf(host, REPORT_SERVICE) as ReportDesk;
