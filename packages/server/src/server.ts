import Fastify, { type FastifyInstance } from 'fastify';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { TimescopeError } from '@timescope/core/errors';
import { serveCohorts } from './cohortRoute';
import { serveDicomweb } from './dicomweb/dicomweb';
import { proxyDicomweb } from './dicomweb/proxy';
import type { RenderFrame } from './dicomweb/renderPort';
import { replyWithErrors } from './errorReply';
import { refuseOtherHosts } from './refuseOtherHosts';
import { allBundles, type Bundles } from './host/appConfig';
import { fetchHostApp } from './host/fetchHostApp';
import { DEFAULT_HOST_VERSION, type HostVersion } from './host/hostVersions';
import { serveHost, type SiteModels } from './host/staticHost';
import { serveReadings } from './readings/readingRoutes';
import { sliceSizes } from './readings/sliceSizes';
import { openInstanceStore, type InstanceStore } from './store/instanceStore';

export interface ServerOptions {
  /** The repository's root: bundles are taken from dist/plugins, caches lie in .cache. */
  readonly repository: string;
  /** Folders of DICOM files, never written to. */
  readonly data?: readonly string[];
  /** DICOMweb root of a PACS that answers instead of the embedded store. */
  readonly pacs?: string;
  /** 0 takes any free port. */
  readonly port?: number;
  readonly hostVersion?: HostVersion;
  /** Where received objects go; default .cache/store. */
  readonly storeFolder?: string;
  /** Where the sealed outlines of two readers go, apart from all DICOM objects; default .cache/readings. */
  readonly readingsFolder?: string;
  /** Reference cohorts that the viewer offers, as their files hold them. */
  readonly cohorts?: readonly object[];
  /** Where the host's application and the index lie; default .cache. */
  readonly cacheFolder?: string;
  /** Default: all of ours. */
  readonly bundles?: Bundles;
  readonly pluginsFolder?: string;
  /** A site's own models: they stand before ours. */
  readonly models?: SiteModels;
  /** In which the viewer's networks run; default: reference. */
  readonly tier?: 'reference' | 'webgpu';
  /** Without it there are no thumbnails but those of a PACS. */
  readonly render?: RenderFrame;
  /** Gets one line for each step and each file that is left out. */
  readonly say?: (line: string) => void;
}

export interface RunningServer {
  /** Without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Only this machine may connect: the embedded store knows no users. */
const LOOPBACK = '127.0.0.1';
const DEFAULT_PORT = 3000;

/**
 * Serves the stock OHIF viewer, our bundles and DICOMweb on one origin.
 * @throws TimescopeError MISSING_BUNDLE, PORT_IN_USE, NOT_FOUND (a data folder), HTTP (registry or PACS).
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const app = Fastify({
    logger: false,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 2048 },
  });
  replyWithErrors(app);
  refuseOtherHosts(app);
  try {
    await serveViewer(app, options);
    const store = options.pacs === undefined ? await openStore(options) : undefined;
    const readingsFolder = options.readingsFolder ?? path.join(cacheFolderOf(options), 'readings');
    await serveReadings(app, readingsFolder, address => (store ? sliceSizes(store, address) : new Map()));
    serveCohorts(app, options.cohorts ?? []);
    await (store
      ? serveDicomweb(app, store, options.render)
      : proxyDicomweb(app, pacsUrl(options.pacs ?? ''), options.render));
    const url = await listen(app, options.port ?? DEFAULT_PORT);
    return { url, close: () => app.close() };
  } catch (thrown) {
    await app.close();
    throw thrown;
  }
}

async function serveViewer(app: FastifyInstance, options: ServerOptions): Promise<void> {
  const { repository, hostVersion = DEFAULT_HOST_VERSION, say = () => undefined } = options;
  await serveHost(app, {
    hostFolder: await fetchHostApp(hostVersion, cacheFolderOf(options), say),
    pluginsFolder: options.pluginsFolder ?? path.join(repository, 'dist/plugins'),
    bundles: options.bundles ?? allBundles,
    ...(options.models && { models: options.models }),
    ...(options.tier && { tier: options.tier }),
  });
}

const cacheFolderOf = (options: ServerOptions) =>
  options.cacheFolder ?? path.join(options.repository, '.cache');

async function openStore(options: ServerOptions): Promise<InstanceStore> {
  const cacheFolder = cacheFolderOf(options);
  const storeFolder = options.storeFolder ?? path.join(cacheFolder, 'store');
  await mkdir(storeFolder, { recursive: true });
  const store = await openInstanceStore({ folders: options.data ?? [], storeFolder, cacheFolder });
  for (const { file, reason } of store.skipped) options.say?.(`Left out ${file}: ${reason}`);
  if (store.records()[Symbol.iterator]().next().done)
    options.say?.(
      'No DICOM file was found: the study list will be empty. Name a folder of DICOM files with --data.',
    );
  return store;
}

function pacsUrl(pacs: string): URL {
  const url = URL.canParse(pacs) ? new URL(pacs) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new TimescopeError('USAGE', `"${pacs}" is not the address of a DICOMweb server.`, {
    kind: 'usage',
    nextStep: 'Give its DICOMweb root, for example http://pacs:8042/dicom-web.',
  });
}

async function listen(app: FastifyInstance, port: number): Promise<string> {
  try {
    return await app.listen({ host: LOOPBACK, port });
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw thrown;
    throw new TimescopeError('PORT_IN_USE', `Port ${port} cannot be used: another program has it.`, {
      kind: 'usage',
      nextStep: 'Choose another one with --port, or close the other program.',
      fields: { port },
      cause: thrown,
    });
  }
}
