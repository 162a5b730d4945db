import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DicomJson } from '@timescope/core/dicom/json';
import { messageEnd, partEnd, partHead } from '@timescope/core/dicomweb/multipart';

/** Answers above this many bytes are compressed when the client takes gzip. Ours. */
const COMPRESS_ABOVE = 1024;

export function sendDicomJson(request: FastifyRequest, reply: FastifyReply, answer: readonly DicomJson[]) {
  const body = Buffer.from(JSON.stringify(answer));
  void reply
    .type('application/dicom+json')
    .header('Cache-Control', 'no-cache')
    .header('Vary', 'Accept-Encoding');
  const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  if (body.length < COMPRESS_ABOVE || !takesGzip) return reply.send(body);
  return reply.header('Content-Encoding', 'gzip').send(gzipSync(body, { level: 4 }));
}

/** Whether the client takes a body of its own instead of a multipart message. */
export function wantsSinglePart(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '';
  return accept !== '' && !/multipart\/related|\*\/\*/i.test(accept);
}

export interface ReplyPart {
  readonly body: Uint8Array;
  readonly location?: string;
}

/**
 * Sends parts as they become available: a series is never held in memory.
 * @param type media type of the parts; `transferSyntax` is named beside it.
 */
export function sendMultipart(
  reply: FastifyReply,
  media: { readonly type: string; readonly transferSyntax?: string },
  parts: AsyncIterable<ReplyPart> | Iterable<ReplyPart>,
) {
  const boundary = `timescope-${randomUUID()}`;
  const type = contentTypeOf(media);
  async function* message() {
    for await (const { body, location } of parts) {
      yield partHead(boundary, {
        'Content-Type': type,
        'Content-Length': String(body.length),
        ...(location !== undefined && { 'Content-Location': location }),
      });
      yield body;
      yield partEnd();
    }
    yield messageEnd(boundary);
  }
  return reply
    .type(`multipart/related; type="${media.type}"; boundary=${boundary}`)
    .send(Readable.from(message(), { objectMode: false }));
}

export const contentTypeOf = (media: { readonly type: string; readonly transferSyntax?: string }): string =>
  media.transferSyntax === undefined ? media.type : `${media.type}; transfer-syntax=${media.transferSyntax}`;
