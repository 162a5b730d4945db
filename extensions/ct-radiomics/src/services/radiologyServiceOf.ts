import { serviceOf, type Host } from '@timescope/ohif/host';
import type { RadiologyService } from './RadiologyService';

/** Under this name the host keeps the service. */
export const RADIOLOGY_SERVICE = 'timescopeRadiologyService';

/** Undefined before the host has registered our extension. */
export function radiologyServiceOf(host: Pick<Host, 'servicesManager'>): RadiologyService | undefined {
  return serviceOf(host, RADIOLOGY_SERVICE) as RadiologyService | undefined;
}
