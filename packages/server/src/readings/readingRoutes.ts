import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TimescopeError } from '@timescope/core/errors';
import { outlineContent } from './outlineContent';
import { openReadingStore } from './readingStore';
import type { ReadingAddress } from './seats';
import { refuseOtherGrid, type SliceSizes } from './sliceSizes';

/** The header in which a reader's key travels: never in an address, which could be logged. */
const KEY_HEADER = 'x-timescope-key';
/** An outline of a whole liver drawn with a brush is below 1 MB. Ours. */
const LARGEST_OUTLINE = 8 * 1024 ** 2;

interface Asked {
  Params: { study: string; series: string };
  Body: unknown;
}

/** Sealed outlines of two readers under /timescope/readings/STUDY/SERIES; nothing is listed. */
export async function serveReadings(
  app: FastifyInstance,
  folder: string,
  sizesOf: (address: ReadingAddress) => SliceSizes,
): Promise<void> {
  const store = await openReadingStore(folder);
  await app.register(
    (service, _, done) => {
      service.addHook('onRequest', (request, reply, next) => {
        reply.header('Cache-Control', 'no-store');
        next(isForeign(request) ? foreignPage() : undefined);
      });
      service.setNotFoundHandler((_, reply) =>
        reply.code(404).send({ error: { code: 'NOT_FOUND', message: 'There is nothing at this address.' } }),
      );
      service.get<Asked>('/:study/:series', request => store.state(addressOf(request), keyIn(request)));
      service.put<Asked>('/:study/:series/seat', request =>
        store.join(addressOf(request), keyOf(request), readerIn(request.body)),
      );
      service.get<Asked>('/:study/:series/outline', request => store.own(addressOf(request), keyOf(request)));
      service.put<Asked>('/:study/:series/outline', { bodyLimit: LARGEST_OUTLINE }, request => {
        const [address, key] = [addressOf(request), keyOf(request)];
        const outline = outlineContent(fieldsOf(request.body).outline);
        refuseOtherGrid(outline, sizesOf(address));
        return store.save(address, key, revisionIn(request.body), outline);
      });
      service.put<Asked>('/:study/:series/signature', request =>
        store.sign(addressOf(request), keyOf(request), revisionIn(request.body)),
      );
      service.get<Asked>('/:study/:series/outlines', async request => ({
        outlines: await store.opened(addressOf(request)),
      }));
      done();
    },
    { prefix: '/timescope/readings' },
  );
}

/** A page of another site may send requests with this machine's name, too. */
function isForeign({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const { origin, host } = headers;
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
}

function addressOf({ params }: FastifyRequest<Asked>): ReadingAddress {
  const { study, series } = params;
  if (!isUid(study) || !isUid(series)) throw wrong('The address does not name a study and a series by UID.');
  return { study, series };
}

const isUid = (text: string) => /^[\d.]{1,64}$/.test(text);

/** 20 symbols of Crockford's base 32 in groups of 5: 100 random bits. */
const KEY = /^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){3}$/;

function keyIn({ headers }: FastifyRequest): string | undefined {
  const key = headers[KEY_HEADER];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && KEY.test(key)) return key;
  throw wrong('This is not a reader’s key.');
}

function keyOf(request: FastifyRequest): string {
  const key = keyIn(request);
  if (key !== undefined) return key;
  throw wrong('The request carries no reader’s key.');
}

/** A DICOM person name component group holds 64 characters. */
const LONGEST_NAME = 64;

function readerIn(body: unknown): string {
  const { reader } = fieldsOf(body);
  const name = typeof reader === 'string' ? reader.trim() : '';
  if (name !== '' && name.length <= LONGEST_NAME) return name;
  throw wrong('The request does not say who reads.');
}

function revisionIn(body: unknown): number {
  const { revision } = fieldsOf(body);
  if (typeof revision === 'number' && Number.isInteger(revision) && revision >= 0) return revision;
  throw wrong('The request does not say which version of the outline it means.');
}

const fieldsOf = (body: unknown): Readonly<Record<string, unknown>> =>
  typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};

const wrong = (message: string) =>
  new TimescopeError('USAGE', message, {
    kind: 'usage',
    nextStep: 'Use the “Two readers” section of the radiology mode.',
  });

const foreignPage = () =>
  new TimescopeError('USAGE', 'Readings are answered to pages of this server only.', {
    kind: 'usage',
    nextStep: 'Open the viewer that this server serves.',
  });
