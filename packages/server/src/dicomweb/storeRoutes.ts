import type { FastifyInstance } from 'fastify';
import { parseMultipart } from '@timescope/core/dicomweb/multipart';
import { TimescopeError } from '@timescope/core/errors';
import { oneAtATime } from '../oneAtATime';
import type { InstanceStore } from '../store/instanceStore';
import { storeInstance, type StoreOutcome } from '../store/storeInstance';
import { storeResponse } from './storeResponse';

/** One request may carry this many bytes: it is held in memory. Ours. */
const LARGEST_REQUEST = 1024 ** 3;

/** STOW-RS (PS3.18 section 10.5): every instance is stored whole or not at all, and answered for on its own. */
export function storeRoutes(app: FastifyInstance, store: InstanceStore, root: string): void {
  app.addContentTypeParser(
    /^(multipart\/related|application\/dicom$)/,
    { parseAs: 'buffer', bodyLimit: LARGEST_REQUEST },
    (_, body, done) => done(null, body),
  );
  // Two requests with the same SOP UID must not both find it free.
  const inTurn = oneAtATime();
  for (const address of ['/studies', '/studies/:study'])
    app.post<{ Params: { study?: string }; Body: Buffer }>(
      address,
      { bodyLimit: LARGEST_REQUEST },
      async (request, reply) => {
        const bodies = instancesOf(request.body, request.headers['content-type'] ?? '');
        const outcomes = await inTurn(() => storeAll(store, bodies, request.params.study));
        const { status, answer } = storeResponse(outcomes, root);
        return reply.code(status).type('application/dicom+json').send(JSON.stringify(answer));
      },
    );
}

async function storeAll(store: InstanceStore, bodies: readonly Uint8Array[], study: string | undefined) {
  const outcomes: StoreOutcome[] = [];
  for (const body of bodies) outcomes.push(await storeInstance(store, body, study));
  return outcomes;
}

function instancesOf(body: Buffer, contentType: string): readonly Uint8Array[] {
  if (/^application\/dicom\b/.test(contentType)) return [body];
  const parts = multipartOf(body, contentType);
  if (parts.length > 0) return parts.map(part => part.body);
  throw badRequest('The request holds no instance.');
}

function multipartOf(body: Buffer, contentType: string) {
  try {
    return parseMultipart(body, contentType);
  } catch (cause) {
    throw badRequest('The multipart message of this request cannot be read.', cause);
  }
}

const badRequest = (message: string, cause?: unknown) =>
  new TimescopeError('USAGE', message, {
    kind: 'usage',
    nextStep: 'Send multipart/related with one part of type application/dicom for each instance.',
    cause,
  });
