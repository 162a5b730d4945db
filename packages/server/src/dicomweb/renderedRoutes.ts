import type { FastifyInstance, FastifyReply } from 'fastify';
import { number } from '@timescope/core/dicom/json';
import { frameMediaType } from '@timescope/core/dicomweb/mediaTypes';
import { TimescopeError } from '@timescope/core/errors';
import type { InstanceRecord } from '../store/instanceRecord';
import type { InstanceStore } from '../store/instanceStore';
import { pageSymbol } from './pageSymbol';
import type { RenderFrame, StoredFrame } from './renderPort';
import { requireRecords } from './retrieve';

/** The longer side of a thumbnail in pixels. Ours. */
const THUMBNAIL = 256;

interface Address {
  readonly study: string;
  readonly series?: string;
  readonly instance?: string;
  readonly frame?: string;
}

/** Rendered resources (PS3.18 section 10.4.1.1.5): for people to look at, never for measuring. */
export function renderedRoutes(app: FastifyInstance, store: InstanceStore, render: RenderFrame): void {
  const series = '/studies/:study/series/:series';
  const levels = ['/studies/:study', series, `${series}/instances/:instance`];
  for (const level of [...levels, `${series}/instances/:instance/frames/:frame`]) {
    app.get<{ Params: Address }>(`${level}/rendered`, async (request, reply) =>
      sent(reply, await render(await frameAt(store, request.params), undefined)),
    );
    app.get<{ Params: Address }>(`${level}/thumbnail`, async (request, reply) =>
      sent(reply, await thumbnail(store, request.params, render)),
    );
  }
}

const sent = (reply: FastifyReply, picture: Uint8Array) =>
  reply.type('image/jpeg').header('Cache-Control', 'private, max-age=3600').send(picture);

/**
 * The server decides what represents an object without pixels (PS3.18 section 10.4.3.3.4): a symbol, since viewers write
 * every refusal into their console.
 */
async function thumbnail(store: InstanceStore, address: Address, render: RenderFrame): Promise<Uint8Array> {
  try {
    return await render(await frameAt(store, address), THUMBNAIL);
  } catch (thrown) {
    if (thrown instanceof TimescopeError && WITHOUT_PICTURE.has(thrown.code))
      return render(pageSymbol(), THUMBNAIL);
    throw thrown;
  }
}

const WITHOUT_PICTURE: ReadonlySet<string> = new Set(['NOT_AN_IMAGE', 'UNSUPPORTED_TRANSFER_SYNTAX']);

async function frameAt(store: InstanceStore, address: Address): Promise<StoredFrame> {
  const record = pictureOf(requireRecords(store, address));
  const { dataset } = await store.header(record);
  const bytes = await store.frame(record, frameIndex(address.frame, record));
  return { bytes, transferSyntax: record.transferSyntax, dataset };
}

/** Of a slide the smallest level, of a CT the middle slice. */
function pictureOf(records: readonly InstanceRecord[]): InstanceRecord {
  const images = records.filter(({ attributes }) => number(attributes, '00280010') !== undefined);
  const slides = images
    .filter(({ attributes }) => number(attributes, '00480006') !== undefined)
    .sort((a, b) => columns(a) - columns(b));
  const bySlice = [...images].sort((a, b) => instanceNumber(a) - instanceNumber(b));
  const picture = slides[0] ?? bySlice[Math.floor(bySlice.length / 2)];
  if (picture) return picture;
  throw new TimescopeError('NOT_AN_IMAGE', 'There is no image to show under these UIDs.', {
    nextStep: 'Reports and annotations have no picture.',
  });
}

const columns = ({ attributes }: InstanceRecord) => number(attributes, '00480006') ?? 0;
const instanceNumber = ({ attributes }: InstanceRecord) => number(attributes, '00200013') ?? 0;

function frameIndex(frame: string | undefined, { attributes, transferSyntax }: InstanceRecord): number {
  if (frame !== undefined) return Number(frame) - 1;
  // A slide begins in a corner without tissue: its middle tile tells more.
  const frames = number(attributes, '00280008') ?? 1;
  return frameMediaType(transferSyntax) === 'application/octet-stream' && frames === 1
    ? 0
    : Math.floor(frames / 2);
}
