import { TimescopeError, messageOf } from '../errors';

/** The outside world of a DICOMweb client; all of it is an argument. */
export interface RequestOptions {
  readonly fetch: typeof fetch;
  /** Sent with every request, for example Authorization; asked anew each time, because tokens expire. */
  readonly headers?: () => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  readonly signal?: AbortSignal;
  /** Waits between tries; tests pass one that does not. */
  readonly wait?: (milliseconds: number) => Promise<void>;
  /** 0 to 1, spreads the tries of many clients. */
  readonly random?: () => number;
}

export interface DicomwebRequest {
  readonly accept: string;
  readonly method?: string;
  readonly contentType?: string;
  readonly body?: Uint8Array;
  /** Statuses besides 2xx whose body the caller reads. */
  readonly acceptedStatuses?: readonly number[];
}

/** Tries in all, and the first pause in milliseconds, which doubles. Ours. */
const TRIES = 5;
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 30_000;
/** A request and its answer may take this long in all, in milliseconds: a large object over a slow line. Ours. */
const LONGEST_REQUEST = 300_000;

/**
 * One request, repeated with growing pauses while the server is busy (429, 5xx) or the connection breaks.
 * @throws TimescopeError HTTP or NOT_FOUND: 401, 403 and 404 at once, the others as `retryable` after five tries.
 */
export async function request(
  url: string,
  asked: DicomwebRequest,
  options: RequestOptions,
): Promise<Response> {
  const { wait = pause, random = Math.random, signal } = options;
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    const answer = await fetched(url, asked, options);
    if (answer instanceof Response) {
      if (answer.ok || asked.acceptedStatuses?.includes(answer.status)) return answer;
      await answer.body?.cancel();
    }
    const failure = answer instanceof Response ? failureOf(answer.status) : unreachable(answer);
    if (failure.kind !== 'retryable' || attempt === TRIES) throw failure;
    const asksFor = answer instanceof Response ? Number(answer.headers.get('retry-after')) * 1000 : 0;
    const backoff = FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + random());
    await wait(Math.min(LONGEST_PAUSE, Math.max(backoff, asksFor || 0)));
  }
}

/** The response, or what broke the connection. */
async function fetched(url: string, asked: DicomwebRequest, options: RequestOptions): Promise<unknown> {
  const { fetch, headers, signal } = options;
  try {
    return await fetch(url, {
      method: asked.method ?? 'GET',
      headers: {
        ...(await headers?.()),
        Accept: asked.accept,
        ...(asked.contentType !== undefined && { 'Content-Type': asked.contentType }),
      },
      ...(asked.body && { body: asked.body as BodyInit }),
      signal: AbortSignal.any([AbortSignal.timeout(LONGEST_REQUEST), ...(signal ? [signal] : [])]),
      redirect: 'error',
    });
  } catch (thrown) {
    signal?.throwIfAborted();
    return thrown;
  }
}

function failureOf(status: number): TimescopeError {
  const fields = { status };
  if (status === 401)
    return new TimescopeError('HTTP', 'The server asks for a login.', { nextStep: 'Log in again.', fields });
  if (status === 403)
    return new TimescopeError('HTTP', 'The server refuses access to this object.', {
      nextStep: 'Ask its administrator for the right to read it.',
      fields,
    });
  if (status === 404)
    return new TimescopeError('NOT_FOUND', 'The server does not have this object.', {
      nextStep: 'Search again; it may have been moved or deleted.',
      fields,
    });
  const isBusy = status === 429 || status >= 500;
  return new TimescopeError('HTTP', `The server answered with status ${status}.`, {
    kind: isBusy ? 'retryable' : 'rejected',
    nextStep: isBusy ? 'Try again later.' : 'Check the address of the DICOMweb service.',
    fields,
  });
}

const unreachable = (cause: unknown) =>
  new TimescopeError('HTTP', 'The server cannot be reached.', {
    kind: 'retryable',
    nextStep: 'Check the address and the network.',
    fields: { reason: messageOf(cause) },
    cause,
  });

export const pause = (milliseconds: number) =>
  new Promise<void>(resolve => {
    setTimeout(resolve, milliseconds);
  });
