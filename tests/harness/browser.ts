import { chromium, type Browser, type Page } from 'playwright-core';

/** Chromium as Debian installs it; another one may be named. Software rendering, no traffic of its own. */
export const EXECUTABLE = process.env.TIMESCOPE_CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

export interface BrowserSession {
  readonly page: Page;
  /** Every URL that the page or a worker of it asked for. */
  readonly requests: readonly string[];
  /** Uncaught errors of the page and its workers. */
  readonly pageErrors: readonly string[];
  /** Lines that the page wrote with console.error. */
  readonly consoleErrors: readonly string[];
  close(): Promise<void>;
}

const browsers = new Set<Browser>();

/** Ends what a failed test left open, so that the run ends. */
export async function closeBrowsers(): Promise<void> {
  await Promise.all([...browsers].map(browser => browser.close()));
  browsers.clear();
}

/** WebGPU computed by the processor; Chromium offers no adapter here unless told. */
export const SOFTWARE_WEBGPU = '--enable-unsafe-webgpu';

/** A fresh browser with an empty profile. */
export async function openBrowser(
  size = { width: 1280, height: 800 },
  flags: readonly string[] = [],
): Promise<BrowserSession> {
  const browser: Browser = await chromium.launch({ executablePath: EXECUTABLE, args: [...FLAGS, ...flags] });
  browsers.add(browser);
  const context = await browser.newContext({ viewport: size });
  const page = await context.newPage();
  const requests: string[] = [];
  const pageErrors: string[] = [];
  const consoleErrors: string[] = [];
  context.on('request', request => requests.push(request.url()));
  page.on('pageerror', error => pageErrors.push(error.stack ?? error.message));
  page.on('console', message => {
    if (message.type() === 'error') consoleErrors.push(message.text());
  });
  return { page, requests, pageErrors, consoleErrors, close: () => browser.close() };
}

/** Requests that left the server under test: none may. */
export function foreignRequests(session: BrowserSession, serverUrl: string): string[] {
  const { origin } = new URL(serverUrl);
  return session.requests.filter(url => !/^(data|blob|about):/.test(url) && new URL(url).origin !== origin);
}

/** Opens a study in one of our modes (`pathology`, `radiology`), as the study list's button does. */
export async function openStudy(
  page: Page,
  serverUrl: string,
  mode: string,
  studyUid: string,
): Promise<void> {
  await page.goto(new URL(`/${mode}?StudyInstanceUIDs=${studyUid}`, serverUrl).href);
  await dismissHostDialogs(page);
}

/** The first study in the server's list whose modalities hold the given one. */
export async function findStudy(serverUrl: string, modality: string): Promise<string> {
  const answer = await fetch(new URL(`/dicomweb/studies?ModalitiesInStudy=${modality}`, serverUrl));
  const studies = (await answer.json()) as Record<string, { Value?: string[] }>[];
  const uid = studies[0]?.['0020000D']?.Value?.[0];
  if (uid === undefined) throw new Error(`The server lists no study with ${modality}.`);
  return uid;
}

/** The host greets a first visitor; its "Confirm and hide" button covers the lower part of the page. */
async function dismissHostDialogs(page: Page): Promise<void> {
  const confirm = page.getByRole('button', { name: /confirm and hide/i });
  await confirm.click({ timeout: 3000 }).catch(() => undefined);
}
