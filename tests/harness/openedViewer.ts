import { startServer, type RunningServer, type ServerOptions } from '@timescope/server/server';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { closeBrowsers, findStudy, openBrowser, openStudy, type BrowserSession } from './browser';
import { repository } from './commandLine';

/** A server over some studies with a browser at it, and a folder for what a test writes. */
export interface OpenedViewer {
  readonly folder: string;
  readonly server: RunningServer;
  readonly session: BrowserSession;
}

const MODES = {
  pathology: { modality: 'SM', ready: 'measure-slide' },
  radiology: { modality: 'CT', ready: 'ct-section' },
} as const;

const endings: (() => Promise<void>)[] = [];

/**
 * Serves the studies and opens the first one that is for the mode; the tests of a file share it.
 * @param studies gives the folder that is served, and may fill it below the given one
 */
export async function openViewer(
  mode: keyof typeof MODES,
  studies: (folder: string) => string | Promise<string>,
  size?: { readonly width: number; readonly height: number },
  site: Pick<ServerOptions, 'models'> = {},
): Promise<OpenedViewer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), `timescope-${mode}-`));
  endings.push(() => rm(folder, { recursive: true, force: true }));
  const data = [await studies(folder)];
  const storeFolder = path.join(folder, 'store');
  const server = await startServer({ repository, data, port: 0, storeFolder, ...site });
  endings.push(() => server.close());
  const session = await openBrowser(size);
  // Without the picker of the File System Access API, whose dialog no test can answer, files come as downloads.
  await session.page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  const { modality, ready } = MODES[mode];
  await openStudy(session.page, server.url, mode, await findStudy(server.url, modality));
  await session.page.locator(`[data-cy="${ready}"]`).waitFor({ timeout: 90_000 });
  return { folder, server, session };
}

/** What was opened last ends first. */
export async function closeViewers(): Promise<void> {
  await closeBrowsers();
  for (const end of endings.splice(0).reverse()) await end();
}
