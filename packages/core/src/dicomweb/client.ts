import { joinedBytes } from '../joinedBytes';
import type { DicomJson } from '../dicom/json';
import { TimescopeError } from '../errors';
import { frameMediaType } from './mediaTypes';
import { messageEnd, parseMultipart, partEnd, partHead } from './multipart';
import { request, type RequestOptions } from './request';

/** Where an instance lies in a DICOMweb service. */
export interface InstanceAddress {
  readonly study: string;
  readonly series: string;
  readonly instance: string;
}

/** What a service answered to one stored instance; `failure` is its Failure Reason (0008,1197). */
export interface StoreAnswer {
  readonly stored: readonly string[];
  readonly failed: readonly { readonly instance: string | undefined; readonly failure: number | undefined }[];
}

/** A DICOMweb service. Every call throws TimescopeError: HTTP (retryable or not), NOT_FOUND. */
export interface DicomwebClient {
  searchStudies(query: Readonly<Record<string, string>>): Promise<readonly DicomJson[]>;
  searchSeries(study: string, query?: Readonly<Record<string, string>>): Promise<readonly DicomJson[]>;
  searchInstances(
    study: string,
    series: string,
    query?: Readonly<Record<string, string>>,
  ): Promise<readonly DicomJson[]>;
  seriesMetadata(study: string, series: string): Promise<readonly DicomJson[]>;
  instanceMetadata(address: InstanceAddress): Promise<DicomJson>;
  /** The whole DICOM file. */
  instance(address: InstanceAddress): Promise<Uint8Array>;
  /** The stored bytes of one frame. `frame` counts from 1. */
  frame(address: InstanceAddress, frame: number, transferSyntax: string): Promise<Uint8Array>;
  bulkData(uri: string): Promise<Uint8Array>;
  /** Stores DICOM files; the answer says for each whether the service took it. Verify by retrieving. */
  store(files: readonly Uint8Array[], boundary: string): Promise<StoreAnswer>;
}

/** @param root address of the service, without a slash at its end. */
export function dicomwebClient(root: string, options: RequestOptions): DicomwebClient {
  const whole = wholeAnswer(options);
  const json = async (path: string) =>
    whole(parsedJson(await request(root + path, { accept: JSON_TYPE }, options)));
  const bytes = async (url: string, accept: string) => whole(bodyOf(await request(url, { accept }, options)));
  const search = (path: string, query: Readonly<Record<string, string>> = {}) =>
    json(Object.keys(query).length === 0 ? path : `${path}?${queryString(query)}`);
  return {
    searchStudies: query => search('/studies', query),
    searchSeries: (study, query) => search(`/studies/${study}/series`, query),
    searchInstances: (study, series, query) => search(`/studies/${study}/series/${series}/instances`, query),
    seriesMetadata: (study, series) => json(`/studies/${study}/series/${series}/metadata`),
    instanceMetadata: async address => {
      const [only] = await json(`${pathOf(address)}/metadata`);
      if (only) return only;
      throw wrongAnswer('The server sent no metadata for the instance.');
    },
    instance: address => bytes(root + pathOf(address), multipart('application/dicom')),
    frame: (address, frame, transferSyntax) =>
      bytes(
        `${root}${pathOf(address)}/frames/${frame}`,
        multipart(frameMediaType(transferSyntax), isCompressed(transferSyntax) ? transferSyntax : '*'),
      ),
    bulkData: uri => bytes(new URL(uri, `${root}/`).href, multipart('application/octet-stream')),
    store: async (files, boundary) => {
      const answer = await request(root + '/studies', storeMessage(files, boundary), options);
      return storeAnswer(await whole(parsedObject(answer)));
    },
  };
}

/** A connection may break, or the time be up, while an answer is being read. */
const wholeAnswer =
  ({ signal }: RequestOptions) =>
  async <Value>(reading: Promise<Value>): Promise<Value> => {
    try {
      return await reading;
    } catch (thrown) {
      signal?.throwIfAborted();
      if (thrown instanceof TimescopeError) throw thrown;
      throw wrongAnswer('The answer of the server broke off.', thrown);
    }
  };

const JSON_TYPE = 'application/dicom+json';

const pathOf = ({ study, series, instance }: InstanceAddress) =>
  `/studies/${study}/series/${series}/instances/${instance}`;

/** Commas stay as they are: Orthanc finds nothing when they are escaped. */
const queryString = (query: Readonly<Record<string, string>>) =>
  new URLSearchParams(query).toString().replaceAll('%2C', ',');

const isCompressed = (transferSyntax: string) =>
  frameMediaType(transferSyntax) !== 'application/octet-stream';

function multipart(type: string, transferSyntax?: string): string {
  const syntax = transferSyntax === undefined ? '' : `; transfer-syntax=${transferSyntax}`;
  return `multipart/related; type="${type}"${syntax}`;
}

/** One body: of a multipart answer the first part. Servers may also send it alone. */
async function bodyOf(response: Response): Promise<Uint8Array> {
  const type = response.headers.get('content-type') ?? '';
  if (/^text\/html/i.test(type)) throw wrongAnswer('The server sent a web page instead of DICOM.');
  const message = new Uint8Array(await response.arrayBuffer());
  requireLength(response, message.length);
  const body = /^multipart\//i.test(type) ? parseMultipart(message, type)[0]?.body : message;
  if (body && body.length > 0) return body;
  throw wrongAnswer('The server sent an empty answer.');
}

/** Content-Length counts compressed bytes, so it says nothing about a compressed answer. */
function requireLength(response: Response, received: number): void {
  const announced = response.headers.get('content-length');
  if (announced === null || response.headers.get('content-encoding') !== null) return;
  if (Number(announced) !== received)
    throw wrongAnswer(`The answer was cut off: ${received} of ${announced} bytes arrived.`);
}

async function parsedJson(response: Response): Promise<readonly DicomJson[]> {
  if (response.status === 204) return [];
  const answer: unknown = await parsedValue(response);
  if (Array.isArray(answer)) return answer as DicomJson[];
  throw wrongAnswer('The server sent something else than a list of DICOM JSON objects.');
}

async function parsedObject(response: Response): Promise<DicomJson> {
  const answer = await parsedValue(response);
  if (typeof answer === 'object' && answer !== null) return answer as DicomJson;
  throw wrongAnswer('The server did not say what it stored.');
}

async function parsedValue(response: Response): Promise<unknown> {
  const body = await response.text();
  try {
    return JSON.parse(body) as unknown;
  } catch (cause) {
    const isPage = body.trimStart().startsWith('<');
    throw wrongAnswer(
      `The server sent ${isPage ? 'a web page' : 'broken text'} instead of DICOM JSON.`,
      cause,
    );
  }
}

function storeMessage(files: readonly Uint8Array[], boundary: string) {
  const parts = files.flatMap(file => [
    partHead(boundary, { 'Content-Type': 'application/dicom' }),
    file,
    partEnd(),
  ]);
  const body = joinedBytes([...parts, messageEnd(boundary)]);
  return {
    method: 'POST',
    accept: JSON_TYPE,
    contentType: `multipart/related; type="application/dicom"; boundary=${boundary}`,
    body,
    // A conflict or a part that failed is answered for instance by instance.
    acceptedStatuses: [409, 400, 507],
  };
}

function storeAnswer(answer: DicomJson): StoreAnswer {
  const items = (tag: string) => (answer[tag]?.Value ?? []) as readonly DicomJson[];
  const uid = (item: DicomJson) => item['00081155']?.Value?.[0] as string | undefined;
  return {
    stored: items('00081199').flatMap(item => uid(item) ?? []),
    failed: items('00081198').map(item => ({
      instance: uid(item),
      failure: item['00081197']?.Value?.[0] as number | undefined,
    })),
  };
}

const wrongAnswer = (message: string, cause?: unknown) =>
  new TimescopeError('HTTP', message, {
    kind: 'retryable',
    nextStep: 'Check that the address is the DICOMweb root, and ask again.',
    cause,
  });
