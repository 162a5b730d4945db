import replyFrom from '@fastify/reply-from';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';
import { TimescopeError, messageOf } from '@timescope/core/errors';
import { DICOMWEB_ROOT } from './dicomweb';
import { handedOnHeaders } from './handedOnHeaders';
import { proxyThumbnails } from './proxyThumbnails';
import type { RenderFrame } from './renderPort';

/**
 * Hands /dicomweb/* on to a PACS. Addresses in its JSON answers that point at the PACS are turned to this server,
 * because the viewer may only ask its own origin; redirects are not followed.
 * @param pacs DICOMweb root of the PACS.
 * @param render Draws a symbol where the PACS has no thumbnail; without it its refusal is handed on.
 */
export async function proxyDicomweb(
  app: FastifyInstance,
  pacs: URL,
  render: RenderFrame | undefined,
): Promise<void> {
  await requireAnswer(pacs);
  const base = pacs.href.replace(/\/$/, '');
  await app.register(
    async service => {
      service.removeAllContentTypeParsers();
      service.addContentTypeParser('*', (_, payload, done) => done(null, payload));
      await service.register(replyFrom, { base: pacs.origin, disableRequestLogging: true });
      if (render) proxyThumbnails(service, base, render);
      service.all('/*', (request, reply) =>
        reply.from(pacsPath(request.url, pacs), {
          rewriteRequestHeaders: (_, headers) => handedOnHeaders(headers),
          onResponse: (_, answer, { stream }) =>
            void forward(answer as FastifyReply, stream, base).catch(() => answer.raw.destroy()),
          onError: (answer, { error }) => void answer.code(502).send(bodyOf(unreachable(pacs, error))),
        }),
      );
    },
    { prefix: DICOMWEB_ROOT },
  );
}

/** Orthanc finds nothing for "includefield=a%2Cb": commas go through as they are. */
function pacsPath(url: string, pacs: URL): string {
  const [path = '', ...search] = url.split('?');
  const query = search.join('?').replaceAll(/%2C/gi, ',');
  const target = pacs.pathname.replace(/\/$/, '') + path.slice(DICOMWEB_ROOT.length);
  return query === '' ? target : `${target}?${query}`;
}

async function forward(reply: FastifyReply, stream: Readable, base: string): Promise<void> {
  if (reply.statusCode >= 300 && reply.statusCode < 400 && reply.statusCode !== 304) {
    stream.resume();
    reply.removeHeader('location');
    await reply.code(502).send({
      error: {
        code: 'HTTP',
        message: 'The PACS sent a redirect, which is not followed. Give its final address.',
      },
    });
    return;
  }
  const isJson = /json/.test(String(reply.getHeader('content-type') ?? ''));
  if (!isJson) {
    await reply.send(stream);
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  reply.removeHeader('content-length');
  const text = Buffer.concat(chunks).toString('utf8');
  await reply.send(text.replaceAll(base, DICOMWEB_ROOT));
}

async function requireAnswer(pacs: URL): Promise<void> {
  const search = `${pacs.href.replace(/\/$/, '')}/studies?limit=1`;
  const response = await fetch(search, {
    headers: { accept: 'application/dicom+json' },
    redirect: 'manual',
    signal: AbortSignal.timeout(15_000),
  }).catch((cause: unknown) => {
    throw unreachable(pacs, cause);
  });
  await response.body?.cancel();
  // 401 is an answer: the viewer's own credentials travel with each request.
  if (response.ok || response.status === 401) return;
  throw new TimescopeError(
    'HTTP',
    `The PACS at ${pacs.origin} answered a search with status ${response.status}.`,
    {
      kind: 'retryable',
      nextStep: 'Check that the address is its DICOMweb root, for example http://pacs:8042/dicom-web.',
      fields: { status: response.status },
    },
  );
}

const unreachable = (pacs: URL, cause: unknown) =>
  new TimescopeError('HTTP', `The PACS at ${pacs.origin} does not answer.`, {
    kind: 'retryable',
    nextStep: 'Check that it runs and that this machine may reach it.',
    fields: { reason: messageOf(cause) },
    cause,
  });

const bodyOf = ({ code, message, nextStep }: TimescopeError) => ({ error: { code, message, nextStep } });
