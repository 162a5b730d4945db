import { TimescopeError, messageOf } from '@timescope/core/errors';
import type { ReportProgress } from '@timescope/core/progress';
import { assetUrl } from './assets';

/** What a call that may fetch something is told, and what it tells. */
export interface Fetching {
  readonly signal?: AbortSignal | undefined;
  readonly report?: ReportProgress | undefined;
}

/** Finer steps than the tenths of a megabyte that are shown would only cost time. */
const REPORTED_BYTES = 100_000;

/**
 * A file beside the bundle, reported under a name while it comes (browser).
 * @param file as for `assetUrl`
 * @throws TimescopeError MODEL_MISSING, also for a broken download; the signal's reason after an abort
 */
export async function fetchFile(
  file: string,
  name: string,
  fetching: Fetching = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const url = assetUrl(file);
  return download(url, name, fetching).catch((cause: unknown) => {
    fetching.signal?.throwIfAborted();
    throw missing(url, cause);
  });
}

async function download(
  url: string,
  name: string,
  { signal, report }: Fetching,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url, signal ? { signal } : {});
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const total = announced(response.headers);
  const chunks: Uint8Array[] = [];
  let [done, told] = [0, 0];
  const tell = () => {
    told = done;
    report?.({ stage: `Fetching ${name}`, done, total, unit: 'bytes' });
  };
  tell();
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    chunks.push(next.value);
    done += next.value.length;
    if (done - told >= REPORTED_BYTES) tell();
  }
  tell();
  return joined(chunks, done);
}

/** A compressed answer announces other bytes than those that arrive. */
const announced = (headers: Headers): number =>
  headers.has('content-encoding') ? 0 : Number(headers.get('content-length') ?? 0);

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Said of a file of a network or its engine, or a folder, that is not there or does not arrive. */
export function missing(where: string, cause: unknown, what: 'file' | 'folder' = 'file'): TimescopeError {
  return new TimescopeError('MODEL_MISSING', `The ${what} ${where} cannot be read: ${whyUnread(cause)}.`, {
    nextStep: 'Check the models folder, or build and start the server again.',
    fields: { file: where },
    cause,
  });
}

function whyUnread(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return SYSTEM_CODES[code] ?? messageOf(cause);
}

const SYSTEM_CODES: Readonly<Record<string, string>> = {
  ENOENT: 'there is none',
  ENOTDIR: 'it is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
};
