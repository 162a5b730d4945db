import { dicomwebClient, type DicomwebClient } from '@timescope/core/dicomweb/client';
import { TimescopeError } from '@timescope/core/errors';
import type { Host } from '../host';
import { ohifStrings } from '../strings';

/** The DICOMweb service that the host shows: results are read from it and stored in it. */
export interface Archive {
  /** An address, without a slash at its end. */
  readonly root: string;
  /** As the host is logged in now: tokens expire, so it is asked before each request. */
  readonly headers: () => Readonly<Record<string, string>>;
}

/** @throws TimescopeError HTTP when the host reads from something else than DICOMweb */
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
