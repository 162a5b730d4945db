import type { FastifyInstance, FastifyRequest } from 'fastify';
import { handedOnHeaders } from './handedOnHeaders';
import { pageSymbol } from './pageSymbol';
import type { RenderFrame } from './renderPort';

interface Address {
  readonly study: string;
  readonly series?: string;
  readonly instance?: string;
}

/**
 * Thumbnails of a PACS, since viewers write every refusal into their console: its own; else its rendering (Orthanc 1.10 has
 * no thumbnails); else a symbol.
 * @param root DICOMweb root of the PACS, without a slash at its end
 * @param patienceMs how long each question may go without an answer; by default 10 s (ours)
 */
export function proxyThumbnails(
  service: FastifyInstance,
  root: string,
  render: RenderFrame,
  patienceMs = 10_000,
): void {
  const series = '/studies/:study/series/:series';
  for (const level of ['/studies/:study', series, `${series}/instances/:instance`])
    service.get<{ Params: Address }>(`${level}/thumbnail`, async (request, reply) => {
      const shown = await pictureOf(request.params, url =>
        picture(`${root}${url}`, handedOn(request), patienceMs),
      );
      // Without a login the viewer has to hear of it.
      if (shown.kind === 'refused')
        return reply.code(shown.status).header('Cache-Control', 'no-store').send();
      const isLasting = shown.kind === 'picture' || shown.isLasting;
      const { type, bytes } = shown.kind === 'picture' ? shown : await symbol(render);
      return reply
        .type(type)
        .header('Cache-Control', isLasting ? 'private, max-age=3600' : 'no-store')
        .send(bytes);
    });
}

const symbol = async (render: RenderFrame) => ({
  type: 'image/jpeg',
  bytes: await render(pageSymbol(), undefined),
});

type Headers = Readonly<Record<string, string>>;

/** The viewer's own, as with every other request; one picture type, since to a list of them Orthanc 1.10 answers 400. */
const handedOn = ({ headers }: FastifyRequest): Headers =>
  Object.fromEntries([
    ...Object.entries(handedOnHeaders(headers))
      // What the viewer keeps is a symbol or a picture of ours: the PACS knows nothing of it.
      .filter(([name]) => !/^(if-|range$)/.test(name))
      .map(([name, value]) => [name, String(value)] as const),
    ['accept', 'image/jpeg'] as const,
  ]);

type Shown = Picture | NoPicture | Refused;

interface Picture {
  readonly kind: 'picture';
  readonly type: string;
  readonly bytes: Uint8Array;
}

interface NoPicture {
  readonly kind: 'none';
  /** The PACS said that it makes none; else it may have one later. */
  readonly isLasting: boolean;
  readonly isBadRequest: boolean;
}

interface Refused {
  readonly kind: 'refused';
  readonly status: number;
}

async function pictureOf(address: Address, ask: (path: string) => Promise<Shown>): Promise<Shown> {
  const path = pathOf(address);
  // Whatever else stands there could lead out of the root.
  if (!/^(\/(studies|series|instances)\/\d[\d.]*)+$/.test(path))
    return { kind: 'none', isLasting: true, isBadRequest: false };
  const thumbnail = await ask(`${path}/thumbnail`);
  if (thumbnail.kind !== 'none' || !thumbnail.isLasting) return thumbnail;
  const small = await ask(`${path}/rendered?viewport=256,256`);
  // Some do not know the size that is asked for.
  return small.kind === 'none' && small.isBadRequest ? ask(`${path}/rendered`) : small;
}

function pathOf({ study, series, instance }: Address): string {
  const named = (kind: string, uid: string | undefined) => (uid === undefined ? '' : `/${kind}/${uid}`);
  return named('studies', study) + named('series', series) + named('instances', instance);
}

/** Of a PACS that gives no answer there is none now: a thumbnail is no place to say so. */
async function picture(url: string, headers: Headers, patienceMs: number): Promise<Shown> {
  try {
    const signal = AbortSignal.timeout(patienceMs);
    const answer = await fetch(url, { headers, redirect: 'manual', signal });
    const type = answer.headers.get('content-type') ?? '';
    if (answer.status === 200 && type.startsWith('image/'))
      return { kind: 'picture', type, bytes: new Uint8Array(await answer.arrayBuffer()) };
    await answer.body?.cancel();
    const { status } = answer;
    return NO_LOGIN.has(status)
      ? { kind: 'refused', status }
      : { kind: 'none', isLasting: MAKES_NONE.has(status), isBadRequest: status === 400 };
  } catch {
    return { kind: 'none', isLasting: false, isBadRequest: false };
  }
}

const NO_LOGIN = new Set([401, 403]);
const MAKES_NONE = new Set([400, 404, 406, 415]);
