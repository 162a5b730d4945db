import { dicomwebClient, type DicomwebClient } from '@timescope/core/dicomweb/client';
import { TimescopeError } from '@timescope/core/errors';
import type { Archive } from '@timescope/runtime/archive';
import type { Host } from '../host';
import { ohifStrings } from '../strings';

/**
 * The service that the host shows: results are read from it and stored in it.
 * @throws TimescopeError HTTP when the host reads from something else than DICOMweb
 */
export function archiveOf(host: Host): Archive {
  const client = host.extensionManager.getActiveDataSource()[0]?.retrieve.getWadoDicomWebClient?.();
  if (client?.baseURL === undefined)
    throw new TimescopeError('HTTP', ohifStrings.noServer, {
      nextStep: ohifStrings.noServerNext,
      kind: 'retryable',
    });
  const { userAuthenticationService } = host.servicesManager.services;
  return {
    root: new URL(client.baseURL, window.location.href).href.replace(/\/$/, ''),
    headers: () => ({ ...userAuthenticationService.getAuthorizationHeader() }),
  };
}

export const clientOf = ({ root, headers }: Archive): DicomwebClient =>
  dicomwebClient(root, { fetch: (url, init) => fetch(url, init), headers });
