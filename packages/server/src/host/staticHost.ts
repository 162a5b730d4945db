import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { TimescopeError } from '@timescope/core/errors';
import { appConfig, type Bundles } from './appConfig';
import { securityHeaders } from './securityHeaders';

/** Models of a site beside ours. */
export interface SiteModels {
  readonly folder: string;
  /** Of the folders in it, one a model. */
  readonly names: readonly string[];
}

/** The stock script only starts a service worker that loads code from a public server; ours only removes old ones. */
const removeServiceWorkers = `navigator.serviceWorker?.getRegistrations().then(all => all.forEach(one => one.unregister()));\n`;

/**
 * Serves the stock host at the root and our bundles under /plugins/.
 * @throws TimescopeError MISSING_BUNDLE: the host stays blank when one bundle is missing, so we do not start at all.
 */
export async function serveHost(
  app: FastifyInstance,
  options: {
    hostFolder: string;
    pluginsFolder: string;
    bundles: Bundles;
    models?: SiteModels;
    tier?: 'reference' | 'webgpu';
  },
): Promise<void> {
  requireBundles(options.bundles, options.pluginsFolder);
  const index = await readFile(path.join(options.hostFolder, 'index.html'), 'utf8');
  const headers = securityHeaders(index);
  app.addHook('onRequest', (request, reply, next) => {
    reply.headers(headers(request.url));
    next();
  });
  serveText(app, '/app-config.js', appConfig(options.bundles));
  serveText(app, '/init-service-worker.js', removeServiceWorkers);
  app.get('/sw.js', (_, reply) => notFound(reply));
  app.get('/plugins/models/settings.json', (_, reply) =>
    reply.header('Cache-Control', 'no-cache').send({ tier: options.tier ?? 'reference' }),
  );
  await serveModels(app, options);
  await app.register(fastifyStatic, {
    root: options.pluginsFolder,
    prefix: '/plugins/',
    decorateReply: false,
    cacheControl: false,
    setHeaders: response => void response.setHeader('Cache-Control', 'no-cache'),
  });
  await serveFiles(app, options.hostFolder);
  serveIndexElsewhere(app, index);
}

/** A site's models stand before those of the bundle, and one of the same name in its place. */
async function serveModels(
  app: FastifyInstance,
  { pluginsFolder, models }: { pluginsFolder: string; models?: SiteModels },
): Promise<void> {
  if (!models) return;
  const ours = path.join(pluginsFolder, 'models');
  const listed = JSON.parse(await readFile(path.join(ours, 'index.json'), 'utf8')) as readonly string[];
  const names = [...new Set([...models.names, ...listed])];
  app.get('/plugins/models/index.json', (_, reply) => reply.header('Cache-Control', 'no-cache').send(names));
  await app.register(fastifyStatic, {
    root: [models.folder, ours],
    prefix: '/plugins/models/',
    decorateReply: false,
    cacheControl: false,
    allowedPath: file => /^\/[^/]+\/(card\.json|model\.onnx)$/.test(file),
    setHeaders: response => void response.setHeader('Cache-Control', 'no-cache'),
  });
}

function requireBundles({ extensions, modes }: Bundles, pluginsFolder: string): void {
  const missing = [...extensions, ...modes].filter(
    url => !existsSync(path.join(pluginsFolder, url.replace('/plugins/', ''))),
  );
  if (missing.length === 0) return;
  throw new TimescopeError('MISSING_BUNDLE', `The viewer's bundle is missing: ${missing.join(', ')}.`, {
    nextStep: 'Build the bundles with "npm run build", then start again.',
    fields: { missing: missing.join(' ') },
  });
}

function serveText(app: FastifyInstance, url: string, script: string): void {
  app.get(url, (_, reply) =>
    reply.header('Cache-Control', 'no-cache').type('text/javascript; charset=utf-8').send(script),
  );
}

/** File names of the host's build carry a hash of their content. */
const isHashed = (file: string) => /\.[0-9a-f]{16}\.js(\.gz)?$/.test(file);

async function serveFiles(app: FastifyInstance, root: string): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    prefix: '/',
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (response, file) =>
      void response.setHeader(
        'Cache-Control',
        isHashed(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
      ),
  });
}

/** The host routes by path: every address that is no file is its page, but a missing script must be a real 404. */
function serveIndexElsewhere(app: FastifyInstance, index: string): void {
  const page = (reply: FastifyReply) =>
    reply.header('Cache-Control', 'no-cache').type('text/html; charset=utf-8').send(index);
  app.get('/', (_, reply) => page(reply));
  app.setNotFoundHandler((request, reply) => {
    const [urlPath = ''] = request.url.split('?');
    const isPage = request.method === 'GET' && path.extname(urlPath) === '' && !isService(urlPath);
    return isPage ? page(reply) : notFound(reply);
  });
}

const isService = (urlPath: string) => /^\/(dicomweb|plugins|timescope)(\/|$)/.test(urlPath);

const notFound = (reply: FastifyReply) =>
  reply.code(404).send({ error: { code: 'NOT_FOUND', message: 'There is nothing at this address.' } });
