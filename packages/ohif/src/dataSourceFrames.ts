import type { DicomJson } from '@timescope/core/dicom/json';
import { messageOf, TimescopeError } from '@timescope/core/errors';
import type { Host, SeriesReference, WadoClient } from './host';
import { ohifStrings } from './strings';

/**
 * The series' attributes in the DICOM JSON model, one dataset an instance, from the server that the host shows.
 * @throws TimescopeError HTTP.
 */
export async function seriesMetadata(host: Host, series: SeriesReference): Promise<readonly DicomJson[]> {
  const client = activeClient(host);
  try {
    return await client.retrieveSeriesMetadata(series);
  } catch (thrown) {
    throw requestError(thrown, ohifStrings.metadataFailed(reasonOf(thrown)));
  }
}

/** A server that is busy is asked again after these waits; an aborted signal ends them at once. */
export interface Patience {
  readonly waitsMs?: readonly number[];
  readonly signal?: AbortSignal;
}

/**
 * One frame's bytes as stored, through the host's active data source and with its authorization.
 * @param frame its number counts from 1
 * @throws TimescopeError HTTP, always of kind `retryable`: the server's refusal says nothing about the tile's pixels, so
 *   it must stop a run, never pass for an unreadable tile. The signal's reason after an abort.
 */
export async function fetchFrame(
  host: Host,
  series: SeriesReference,
  frame: { readonly sopInstanceUID: string; readonly frameNumber: number },
  { waitsMs = WAITS_MS, signal }: Patience = {},
): Promise<Uint8Array<ArrayBuffer>> {
  signal?.throwIfAborted();
  try {
    return await requestFrame(host, series, frame);
  } catch (thrown) {
    const failure = frameError(thrown, frame.frameNumber);
    const [wait, ...later] = waitsMs;
    if (wait === undefined || !mayPass(thrown)) throw failure;
    await waited(wait, signal);
    return fetchFrame(host, series, frame, { waitsMs: later, ...(signal && { signal }) });
  }
}

/** No answer at all, or a server that is busy or broken now. */
function mayPass(thrown: unknown): boolean {
  if (thrown instanceof TimescopeError) return false;
  const status = statusOf(thrown);
  return status === undefined || status === 429 || status >= 500;
}

function waited(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end);
      resolve();
    }, milliseconds);
    if (signal?.aborted) end();
    else signal?.addEventListener('abort', end, { once: true });
  });
}

/** A busy server is asked again after these waits. Ours. */
const WAITS_MS = [200, 1000, 3000] as const;

async function requestFrame(
  host: Host,
  series: SeriesReference,
  frame: { readonly sopInstanceUID: string; readonly frameNumber: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const [bytes] = await activeClient(host).retrieveInstanceFrames({
    ...series,
    sopInstanceUID: frame.sopInstanceUID,
    frameNumbers: [frame.frameNumber],
    mediaTypes: AS_STORED,
  });
  if (!bytes || bytes.byteLength === 0) throw new Error('empty answer');
  return new Uint8Array(bytes);
}

function frameError(thrown: unknown, frameNumber: number): TimescopeError {
  if (thrown instanceof TimescopeError) return thrown;
  const { message, nextStep } = refusal(thrown, frameNumber);
  return new TimescopeError('HTTP', message, {
    nextStep,
    kind: 'retryable',
    fields: { status: statusOf(thrown), frame: frameNumber },
    cause: thrown,
  });
}

function refusal(thrown: unknown, frame: number): { message: string; nextStep: string } {
  const status = statusOf(thrown);
  if (status === 401) return { message: ohifStrings.frameSignedOut(frame), nextStep: ohifStrings.signInNext };
  if (status === 403)
    return { message: ohifStrings.frameForbidden(frame), nextStep: ohifStrings.forbiddenNext };
  if (status === 404 || status === 410)
    return { message: ohifStrings.frameMissing(frame, status), nextStep: ohifStrings.missingNext };
  return { message: ohifStrings.frameFailed(frame, reasonOf(thrown)), nextStep: ohifStrings.frameNext };
}

/** Two media types make the client ask for either, so that the server sends the bytes as it has them. */
const AS_STORED = [
  { mediaType: 'image/jpeg', transferSyntaxUID: '1.2.840.10008.1.2.4.50' },
  { mediaType: 'application/octet-stream', transferSyntaxUID: '1.2.840.10008.1.2.1' },
] as const;

function activeClient(host: Host): WadoClient {
  const client = host.extensionManager.getActiveDataSource()[0]?.retrieve.getWadoDicomWebClient?.();
  if (!client)
    throw new TimescopeError('HTTP', ohifStrings.noServer, {
      nextStep: ohifStrings.noServerNext,
      kind: 'retryable',
    });
  // The host renews the token in its service only; it does the same before each request of its own.
  const authorization = host.servicesManager.services.userAuthenticationService.getAuthorizationHeader();
  client.headers = { ...authorization };
  return client;
}

function requestError(thrown: unknown, message: string): TimescopeError {
  const status = statusOf(thrown);
  const denied = status === 401 || status === 403;
  const retryable = status === undefined || status === 401 || status === 429 || status >= 500;
  return new TimescopeError('HTTP', message, {
    nextStep: denied ? ohifStrings.signInNext : ohifStrings.frameNext,
    kind: retryable ? 'retryable' : 'rejected',
    fields: { status },
    cause: thrown,
  });
}

function reasonOf(thrown: unknown): string {
  const status = statusOf(thrown);
  return status === undefined ? messageOf(thrown) : `HTTP ${status}`;
}

/** Status 0 is the browser's word for "no answer at all". */
function statusOf(thrown: unknown): number | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('status' in thrown)) return undefined;
  return typeof thrown.status === 'number' && thrown.status > 0 ? thrown.status : undefined;
}
