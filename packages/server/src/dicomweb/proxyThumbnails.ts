import type { FastifyInstance, FastifyRequest } from 'fastify';
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
 */
export function proxyThumbnails(service: FastifyInstance, root: string, render: RenderFrame): void {
  const series = '/studies/:study/series/:series';
  for (const level of ['/studies/:study', series, `${series}/instances/:instance`])
    service.get<{ Params: Address }>(`${level}/thumbnail`, async (request, reply) => {
      const picture = await pictureOf(root, request.params, loginOf(request));
      const shown = picture ?? { type: 'image/jpeg', bytes: await render(pageSymbol(), undefined) };
      return reply.type(shown.type).header('Cache-Control', 'private, max-age=3600').send(shown.bytes);
    });
}

type Login = Readonly<Record<string, string>>;

/** The viewer's own, as with every other request. */
const loginOf = ({ headers: { authorization } }: FastifyRequest): Login =>
  authorization === undefined ? {} : { authorization };

interface Picture {
  readonly type: string;
  readonly bytes: Uint8Array;
}

async function pictureOf(root: string, address: Address, login: Login): Promise<Picture | undefined> {
  const path = pathOf(address);
  // Whatever else stands there could lead out of the root.
  if (!/^(\/(studies|series|instances)\/\d[\d.]*)+$/.test(path)) return undefined;
  return (
    (await picture(`${root}${path}/thumbnail`, login)) ?? (await picture(`${root}${path}/rendered`, login))
  );
}

function pathOf({ study, series, instance }: Address): string {
  const named = (kind: string, uid: string | undefined) => (uid === undefined ? '' : `/${kind}/${uid}`);
  return named('studies', study) + named('series', series) + named('instances', instance);
}

/** Undefined also where the PACS cannot be reached: a thumbnail is no place to say so. */
async function picture(url: string, login: Login): Promise<Picture | undefined> {
  // One type: to a list of them Orthanc 1.10 answers 400.
  const headers = { accept: 'image/jpeg', ...login };
  const answer = await fetch(url, { headers, redirect: 'manual' }).catch(() => undefined);
  const type = answer?.headers.get('content-type') ?? '';
  if (answer?.status !== 200 || !type.startsWith('image/')) return undefined;
  return { type, bytes: new Uint8Array(await answer.arrayBuffer()) };
}
