import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

/** A browser whose profile outlives it, and that can be killed like a process in a loss of power. */
export interface MortalBrowser {
  newPage(): Promise<Page>;
  /** Without a word to the browser. */
  kill(): Promise<void>;
}

/** @param profile folder of the profile, kept between browsers */
export async function startMortalBrowser(executable: string, profile: string): Promise<MortalBrowser> {
  const started = Date.now();
  const child = spawn(
    executable,
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: 'ignore', detached: true },
  );
  const browser = await connected(profile, started);
  return {
    newPage: async () => {
      const [context] = browser.contexts();
      if (!context) throw new Error('The browser has no context.');
      return context.newPage();
    },
    kill: async () => {
      await killed(child);
      await browser.close().catch(() => undefined);
    },
  };
}

/** The file with the port is written when the browser listens; one of the browser before may still lie there. */
async function connected(profile: string, started: number): Promise<Browser> {
  while (Date.now() - started < 20_000) {
    const [port = ''] = (
      await readFile(path.join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')
    ).split('\n');
    const browser =
      port === ''
        ? undefined
        : await chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => undefined);
    if (browser) return browser;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error('The browser did not start within 20 s.');
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const end = new Promise(resolve => child.once('exit', resolve));
  // The whole group: the browser's storage lives in a process of its own.
  process.kill(-child.pid, 'SIGKILL');
  await end;
}
