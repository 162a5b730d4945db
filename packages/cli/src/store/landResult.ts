import { TimescopeError } from '@timescope/core/errors';
import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import { land, landKept, type Landing, type LandingPorts } from '@timescope/core/dicomweb/landing';
import { folderOutbox, requireOutbox } from '@timescope/runtime/outbox/folder';
import { homedir } from 'node:os';
import path from 'node:path';
import { EXIT_REJECTED, EXIT_RETRYABLE } from '../exitCodes';

export interface Store {
  /** DICOMweb root, as `storeUrl` gives it. */
  readonly url: string;
  readonly outboxDir?: string;
}

/**
 * Before a measurement that is to be stored.
 * @throws TimescopeError STORAGE_FULL, NOT_FOUND when the outbox cannot be used
 */
export const requireUsualOutbox = (): Promise<void> => requireOutbox(usualOutbox());

/**
 * Stores a result for `--store`. What could not be sent stays in the outbox and goes with the next call for this store.
 * The login comes from the environment (TIMESCOPE_AUTHORIZATION, the whole header) and is written nowhere.
 * @throws TimescopeError STORAGE_FULL, NOT_FOUND when the outbox cannot keep it, TRUNCATED when it holds it damaged: nothing was sent then.
 */
export async function landResult(
  result: ResultObjects,
  { url, outboxDir = usualOutbox() }: Store,
  world: Partial<LandingPorts> = {},
): Promise<Landing> {
  const ports = {
    fetch,
    headers: login,
    now: () => new Date(),
    outbox: folderOutbox(outboxDir, told),
    ...world,
  };
  const landing = await land(result, url, ports);
  if (landing.state !== 'waiting')
    await landKept(entry => entry.root === url && entry.last?.state !== 'refused', ports);
  return landing;
}

const told = (message: string) => void process.stderr.write(`${message}\n`);

/** @throws TimescopeError USAGE for anything but an http or https address without credentials. */
export function storeUrl(text: string, option = '--store'): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '')
    throw usage(
      `${option} takes the address of a DICOMweb service.`,
      'Give its root, for example http://pacs:8042/dicom-web.',
    );
  if (url.username !== '' || url.password !== '')
    throw usage(
      'A login does not belong into an address: addresses are written down.',
      'Put the Authorization header, like "Bearer ...", into TIMESCOPE_AUTHORIZATION.',
    );
  return url.href.replace(/\/+$/, '');
}

/** What became of the storing, as one line for a person. */
export function storeLine(landing: Landing, url: string): string {
  switch (landing.state) {
    case 'stored':
      return `Stored in ${url}: ${landing.objects.map(({ name }) => name).join(', ')}.${changed(landing.objects)}`;
    case 'waiting':
      return `Waiting in the outbox: ${landing.message} ${landing.nextStep}`;
    case 'refused':
      return `Refused by ${url}: ${landing.message} ${landing.nextStep}`;
  }
}

export function storeExitCode({ state }: Landing): number {
  return state === 'stored' ? 0 : state === 'waiting' ? EXIT_RETRYABLE : EXIT_REJECTED;
}

function changed(objects: Extract<Landing, { state: 'stored' }>['objects']): string {
  const paths = new Set(objects.flatMap(({ notes }) => notes.map(({ path: tag }) => tag)));
  return paths.size === 0 ? '' : ` The store changed ${[...paths].join(', ')}.`;
}

/** Of every request to an archive. */
export function login(): Readonly<Record<string, string>> {
  const authorization = process.env.TIMESCOPE_AUTHORIZATION;
  return authorization === undefined ? {} : { Authorization: authorization };
}

const usualOutbox = () =>
  process.env.TIMESCOPE_OUTBOX ??
  path.join(process.env.XDG_STATE_HOME ?? path.join(homedir(), '.local/state'), 'timescope/outbox');

const usage = (message: string, nextStep: string) =>
  new TimescopeError('USAGE', message, { kind: 'usage', nextStep });
