import type { FastifyInstance, FastifyRequest } from 'fastify';
import { text, type DicomJson } from '@timescope/core/dicom/json';
import { pageSymbol } from './pageSymbol';
import type { RenderFrame } from './renderPort';

interface Address {
  readonly study: string;
  readonly series?: string;
  readonly instance?: string;
}

/**
 * Thumbnails of a PACS, since viewers write every refusal into their console: its own; else its rendering of the image,
 * of a series that of its first image (Orthanc 1.10 has renderings only); else a symbol.
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
  const { study, series } = address;
  // Whatever else stands there could lead out of the root.
  if (!/^(\/(studies|series|instances)\/\d[\d.]*)+$/.test(pathOf(address))) return undefined;
  const own = await picture(`${root}${pathOf(address)}/thumbnail`, login);
  if (own || series === undefined) return own;
  const instance = address.instance ?? (await firstInstance(`${root}${pathOf(address)}`, login));
  return instance === undefined
    ? undefined
    : picture(`${root}${pathOf({ study, series, instance })}/rendered`, login);
}

function pathOf({ study, series, instance }: Address): string {
  const named = (kind: string, uid: string | undefined) => (uid === undefined ? '' : `/${kind}/${uid}`);
  return named('studies', study) + named('series', series) + named('instances', instance);
}

async function firstInstance(series: string, login: Login): Promise<string | undefined> {
  const answer = await asked(`${series}/instances?limit=1`, 'application/dicom+json', login);
  if (answer?.status !== 200) return undefined;
  const found = (await answer.json()) as readonly DicomJson[];
  return found[0] && text(found[0], '00080018');
}

async function picture(url: string, login: Login): Promise<Picture | undefined> {
  const answer = await asked(url, 'image/jpeg, image/png', login);
  const type = answer?.headers.get('content-type') ?? '';
  if (answer?.status !== 200 || !type.startsWith('image/')) return undefined;
  return { type, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

/** Undefined where the PACS cannot be reached: a thumbnail is no place to say so. */
const asked = (url: string, accept: string, login: Login): Promise<Response | undefined> =>
  fetch(url, { headers: { accept, ...login }, redirect: 'manual' }).catch(() => undefined);
