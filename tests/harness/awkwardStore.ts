import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from '@timescope/core/dicom/json';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { messageEnd, parseMultipart, partEnd, partHead } from '@timescope/core/dicomweb/multipart';
import { joinedBytes } from '@timescope/core/joinedBytes';

/** What goes wrong in one request; `undefined` nothing. */
export type Fault =
  | 'busy'
  | 'login'
  | 'forbidden'
  | 'page'
  | 'broken'
  | 'reset'
  /** Sending only: */
  | 'full'
  | 'refuses-class'
  | 'stores-and-resets'
  | 'stores-and-says-busy'
  | 'says-ok-and-forgets'
  /** Retrieving only: */
  | 'cuts'
  | 'breaks-off'
  | 'not-yet';

export interface AwkwardStore {
  readonly root: string;
  /** By SOP Instance UID. */
  readonly held: Map<string, Uint8Array>;
  /** SOP Instance UIDs in the order in which they arrived. */
  readonly arrivals: readonly string[];
  /** How often something was overwritten with other bytes. */
  readonly overwritten: () => number;
  close(): Promise<void>;
}

export interface Manners {
  /** 409 for what it has, even for the same content; otherwise it overwrites. */
  readonly duplicates: 'overwrites' | 'refuses';
  /** What it makes of what arrives. */
  readonly keeps?: (file: Uint8Array) => Uint8Array;
  /** Asked before each request; `kind` is what the request wants. */
  readonly fault?: (kind: 'search' | 'send' | 'retrieve', request: IncomingMessage) => Fault | undefined;
}

/** A small store with bad manners: it overwrites or refuses duplicates, and fails as it is told. */
export async function startAwkwardStore(manners: Manners): Promise<AwkwardStore> {
  const shelf = new Shelf(manners);
  const server = createServer((request, response) => {
    void answer(shelf, manners, request, response).catch(() => response.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    root: `http://127.0.0.1:${String(port)}/dicom-web`,
    held: shelf.held,
    arrivals: shelf.arrivals,
    overwritten: () => shelf.overwritten,
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

class Shelf {
  readonly held = new Map<string, Uint8Array>();
  readonly arrivals: string[] = [];
  overwritten = 0;

  constructor(private readonly manners: Manners) {}

  /** @returns whether it is there now because of this. */
  takes(file: Uint8Array): boolean {
    const kept = this.manners.keeps?.(file) ?? file;
    const uid = readPart10(kept).meta.sopInstanceUid;
    const before = this.held.get(uid);
    if (before && this.manners.duplicates === 'refuses') return false;
    if (before && Buffer.compare(before, kept) !== 0) this.overwritten++;
    this.held.set(uid, kept);
    this.arrivals.push(uid);
    return true;
  }
}

async function answer(
  shelf: Shelf,
  { fault }: Manners,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const kind = request.method === 'POST' ? 'send' : request.url?.includes('?') ? 'search' : 'retrieve';
  const failing = fault?.(kind, request);
  const fails = failing && atOnce[failing];
  if (fails) fails(response);
  else if (kind === 'search') search(shelf, request, response);
  else if (kind === 'retrieve') retrieve(shelf, failing, request, response);
  else store(shelf, failing, Buffer.concat(chunks), request, response);
}

/** Answers that leave the store as it is. */
const atOnce: Partial<Record<Fault, (response: ServerResponse) => void>> = {
  busy: response => void response.writeHead(503, { 'Retry-After': '0' }).end(),
  login: response => void response.writeHead(401).end(),
  forbidden: response => void response.writeHead(403).end(),
  page: response =>
    void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>Please log in</html>'),
  broken: response =>
    void response.writeHead(200, { 'Content-Type': 'application/dicom+json' }).end('{"0008'),
  reset: response => void response.destroy(),
};

function search(shelf: Shelf, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '', 'http://store');
  const uid = url.searchParams.get('SOPInstanceUID') ?? '';
  const found = shelf.held.has(uid) ? [{ '00080018': { vr: 'UI', Value: [uid] } }] : [];
  response
    .writeHead(found.length === 0 ? 204 : 200, { 'Content-Type': 'application/dicom+json' })
    .end(found.length === 0 ? undefined : JSON.stringify(found));
}

function retrieve(
  shelf: Shelf,
  fault: Fault | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const uid = /instances\/([0-9.]+)$/.exec(request.url ?? '')?.[1] ?? '';
  const file = shelf.held.get(uid);
  if (!file || fault === 'not-yet') {
    response.writeHead(404).end();
    return;
  }
  const body = joinedBytes([
    partHead('b', { 'Content-Type': 'application/dicom' }),
    file,
    partEnd(),
    messageEnd('b'),
  ]);
  const type = 'multipart/related; type="application/dicom"; boundary=b';
  const half = body.subarray(0, body.length / 2);
  if (fault === 'breaks-off') {
    response.writeHead(200, { 'Content-Type': type, 'Content-Length': body.length });
    response.write(half, () => response.destroy());
  } else response.writeHead(200, { 'Content-Type': type }).end(fault === 'cuts' ? half : body);
}

function store(
  shelf: Shelf,
  fault: Fault | undefined,
  body: Uint8Array,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const files = parseMultipart(body, request.headers['content-type'] ?? '').map(part => part.body);
  if (fault === 'full') said(response, 507, files, 0xa700);
  else if (fault === 'refuses-class') said(response, 409, files, 0x0122);
  else if (fault === 'says-ok-and-forgets') said(response, 200, files);
  else {
    const refused = files.filter(file => !shelf.takes(file));
    if (fault === 'stores-and-resets') response.destroy();
    else if (fault === 'stores-and-says-busy') response.writeHead(500).end();
    else if (refused.length > 0) said(response, 409, refused, 0x0111);
    else said(response, 200, files);
  }
}

function said(
  response: ServerResponse,
  status: number,
  files: readonly Uint8Array[],
  failure?: number,
): void {
  const items = files.map(file => ({
    '00081155': { vr: 'UI', Value: [text(readPart10(file).dataset, '00080018')] },
    ...(failure !== undefined && { '00081197': { vr: 'US', Value: [failure] } }),
  }));
  response
    .writeHead(status, { 'Content-Type': 'application/dicom+json' })
    .end(JSON.stringify({ [failure === undefined ? '00081199' : '00081198']: { vr: 'SQ', Value: items } }));
}
