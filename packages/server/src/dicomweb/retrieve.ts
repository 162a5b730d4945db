import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Part10 } from '@timescope/core/dicom/read/part10';
import { numberOfFrames } from '@timescope/core/dicom/read/pixelDataLocation';
import { frameMediaType, frameTransferSyntax } from '@timescope/core/dicomweb/mediaTypes';
import { TimescopeError } from '@timescope/core/errors';
import type { InstanceRecord } from '../store/instanceRecord';
import type { InstanceStore } from '../store/instanceStore';
import { metadata } from './metadata';
import { contentTypeOf, sendDicomJson, sendMultipart, wantsSinglePart } from './replies';

interface Uids {
  readonly study: string;
  readonly series?: string;
  readonly instance?: string;
}

const STUDY = '/studies/:study';
const SERIES = `${STUDY}/series/:series`;
const INSTANCE = `${SERIES}/instances/:instance`;

/** WADO-RS (PS3.18 section 10.4): metadata, instances, frames and bulk data, as stored. */
export function retrieveRoutes(app: FastifyInstance, store: InstanceStore, root: string): void {
  for (const level of [STUDY, SERIES, INSTANCE]) {
    app.get<{ Params: Uids }>(`${level}/metadata`, async (request, reply) => {
      const records = requireRecords(store, request.params);
      const answers = [];
      for (const record of records) answers.push(metadata(await store.header(record), urlOf(record, root)));
      return sendDicomJson(request, reply, answers);
    });
    app.get<{ Params: Uids }>(level, (request, reply) =>
      sendInstances(request, reply, store, requireRecords(store, request.params)),
    );
  }
  app.get<{ Params: Required<Uids> & { list: string } }>(
    `${INSTANCE}/frames/:list`,
    async (request, reply) => {
      const record = requireRecord(store, request.params);
      const frames = frameNumbers(request.params.list);
      return sendFrames(request, reply, store, record, frames);
    },
  );
  app.get<{ Params: Required<Uids> & { '*': string } }>(`${INSTANCE}/bulkdata/*`, async (request, reply) => {
    const record = requireRecord(store, request.params);
    return sendBulk(request, reply, store, record, request.params['*']);
  });
}

/** @throws TimescopeError NOT_FOUND when nothing is stored under these UIDs. */
export function requireRecords(store: InstanceStore, uids: Uids): readonly InstanceRecord[] {
  const found = [...store.records()].filter(
    record =>
      record.study === uids.study &&
      (uids.series === undefined || record.series === uids.series) &&
      (uids.instance === undefined || record.instance === uids.instance),
  );
  if (found.length > 0) return found;
  throw new TimescopeError('NOT_FOUND', 'No instance is stored under these UIDs.', {
    nextStep: 'Search again; the study may have been moved.',
    fields: { study: uids.study, series: uids.series, instance: uids.instance },
  });
}

export function requireRecord(store: InstanceStore, uids: Required<Uids>): InstanceRecord {
  const record = store.find(uids.instance);
  const [first] =
    record?.study === uids.study && record.series === uids.series ? [record] : requireRecords(store, uids);
  if (!first) throw new RangeError('requireRecords gives at least one record');
  return first;
}

const urlOf = ({ study, series, instance }: InstanceRecord, root: string) =>
  `${root}/studies/${study}/series/${series}/instances/${instance}`;

async function sendInstances(
  request: FastifyRequest,
  reply: FastifyReply,
  store: InstanceStore,
  records: readonly InstanceRecord[],
) {
  const [only] = records;
  if (only && records.length === 1 && wantsSinglePart(request))
    return reply
      .type(`application/dicom; transfer-syntax=${only.transferSyntax}`)
      .send(await store.file(only));
  async function* parts() {
    for (const record of records) yield { body: await store.file(record) };
  }
  return sendMultipart(reply, { type: 'application/dicom' }, parts());
}

/** Frame numbers count from 1 (PS3.18 section 10.4.1.1.6). */
function frameNumbers(list: string): readonly number[] {
  const numbers = list.split(',').map(Number);
  if (numbers.every(number => Number.isInteger(number) && number > 0)) return numbers;
  throw new TimescopeError('USAGE', `"${list.slice(0, 64)}" is not a list of frame numbers.`, {
    kind: 'usage',
    nextStep: 'Give whole numbers from 1, parted by commas.',
  });
}

async function sendFrames(
  request: FastifyRequest,
  reply: FastifyReply,
  store: InstanceStore,
  record: InstanceRecord,
  frames: readonly number[],
) {
  const media = {
    type: frameMediaType(record.transferSyntax),
    transferSyntax: frameTransferSyntax(record.transferSyntax),
  };
  void reply.header('Cache-Control', 'private, max-age=3600');
  const [first = 1, ...others] = frames;
  // Read before the head is sent, so that a frame that does not exist is a 404 and not half an answer.
  const body = await store.frame(record, first - 1);
  await requireFrames(store, record, others);
  if (others.length === 0 && wantsSinglePart(request)) return reply.type(contentTypeOf(media)).send(body);
  async function* parts() {
    yield { body };
    for (const frame of others) yield { body: await store.frame(record, frame - 1) };
  }
  return sendMultipart(reply, media, parts());
}

async function requireFrames(store: InstanceStore, record: InstanceRecord, frames: readonly number[]) {
  if (frames.length === 0) return;
  const available = frameCount(await store.header(record));
  const missing = frames.find(frame => frame > available);
  if (missing === undefined) return;
  throw new TimescopeError(
    'NOT_FOUND',
    `The image has ${available} frames; frame ${missing} was asked for.`,
    {
      nextStep: 'Ask for frames that exist.',
      fields: { sopInstanceUid: record.instance, frame: missing },
    },
  );
}

function frameCount({ pixelData, dataset }: Part10): number {
  return pixelData?.kind === 'encapsulated' ? pixelData.frames.length : numberOfFrames(dataset);
}

/** @param path tags and item numbers as in the metadata's BulkDataURI, for example 00480105/1/00282000. */
async function sendBulk(
  request: FastifyRequest,
  reply: FastifyReply,
  store: InstanceStore,
  record: InstanceRecord,
  path: string,
) {
  const part10 = await store.header(record);
  const { pixelData } = part10;
  if (path === '7FE00010' && pixelData?.kind === 'encapsulated') {
    const all = pixelData.frames.map((_, index) => index + 1);
    return sendFrames(request, reply, store, record, all);
  }
  const range = path === '7FE00010' ? pixelData : part10.bulk.get(path);
  if (!range || !('offset' in range))
    throw new TimescopeError('NOT_FOUND', 'The instance has no bulk data at this address.', {
      nextStep: 'Take the address from the BulkDataURI in the metadata.',
      fields: { sopInstanceUid: record.instance },
    });
  const body = await store.bytes(record, range);
  if (wantsSinglePart(request)) return reply.type('application/octet-stream').send(body);
  return sendMultipart(reply, { type: 'application/octet-stream' }, [{ body }]);
}
