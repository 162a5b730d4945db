import { dicomwebClient, type InstanceAddress } from '@timescope/core/dicomweb/client';
import { land, landKept, type Landing, type LandingPorts } from '@timescope/core/dicomweb/landing';
import type { ReportReference } from '@timescope/core/dicomweb/studyResults';
import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import { inTurns } from '@timescope/core/inTurns';
import type { ReportProgress } from '@timescope/core/progress';
import { indexedDbOutbox } from './outbox/indexedDb';
import {
  callbacks,
  type AbortableCalls,
  type AbortableWorker,
  type Settled,
  type WorkerConnection,
} from './worker';

/** The DICOMweb service that results are read from and stored in. */
export interface Archive {
  /** An address, without a slash at its end. */
  readonly root: string;
  /** As the page is logged in now: tokens expire, so it is asked before each request. */
  readonly headers: () => Readonly<Record<string, string>>;
}

/** What a worker that reads from an archive and stores in it asks of the page. */
export interface ArchivePage {
  headers(): Promise<Readonly<Record<string, string>>>;
  report: ReportProgress;
}

/** On the page: what a worker of its own may ask. */
export const archivePage = ({ headers }: Archive, report: ReportProgress = () => undefined): ArchivePage =>
  callbacks({ headers: () => Promise.resolve(headers()), report });

/** What the page asks of a worker that keeps the outbox moving. */
export interface SendingWorker extends AbortableWorker {
  /**
   * Sends what the outbox holds for the archive with this DICOMweb root, each result once.
   * @param withRefused also what was refused: somebody may have acted
   * @returns the SOP Instance UIDs of the reports that were stored
   */
  sendKept(
    call: number,
    root: string,
    withRefused: boolean,
    page: ArchivePage,
  ): Promise<Settled<readonly string[]>>;
}

/** On the page: the same. */
export const sendKept = (
  connection: WorkerConnection<SendingWorker>,
  archive: Archive,
  withRefused: boolean,
): Promise<readonly string[]> =>
  connection.call((worker, call) => worker.sendKept(call, archive.root, withRefused, archivePage(archive)));

export function sending(calls: AbortableCalls): Omit<SendingWorker, 'abort'> {
  return {
    sendKept: (call, root, withRefused, page) =>
      calls.run(call, async signal => {
        const landed = await landKept(
          entry => entry.root === root && (withRefused || entry.last?.state !== 'refused'),
          landingPorts(page, signal),
        );
        return [...landed.values()].flatMap(landing =>
          landing.state === 'stored' ? (landing.objects.at(-1)?.sopInstanceUid ?? []) : [],
        );
      }),
  };
}

/** A result that was handed to the archive, or lies in the outbox. */
export interface SaveOutcome {
  readonly report: ReportReference;
  readonly landing: Landing;
}

/** In a worker: lands a result; its report is its last object. */
export async function landed(
  result: ResultObjects,
  root: string,
  page: ArchivePage,
  signal: AbortSignal,
): Promise<SaveOutcome> {
  const report = result.objects.at(-1);
  if (!report) throw new RangeError('A result has at least a report.');
  const { seriesInstanceUid, sopInstanceUid } = report;
  const landing = await land(result, root, landingPorts(page, signal));
  return { report: { seriesInstanceUid, sopInstanceUid }, landing };
}

/** In a browser's worker: through the outbox of this browser, with the page's login. */
const landingPorts = (page: ArchivePage, signal: AbortSignal): LandingPorts => ({
  ...requestOptions(page, signal),
  outbox: indexedDbOutbox(),
  now: () => new Date(),
  report: progress => page.report(progress),
});

/**
 * The files of stored objects, in the order asked for.
 * @throws TimescopeError HTTP, NOT_FOUND.
 */
export async function storedFiles(
  root: string,
  addresses: readonly InstanceAddress[],
  page: ArchivePage,
  { signal, stage }: { readonly signal: AbortSignal; readonly stage: string },
): Promise<readonly Uint8Array[]> {
  const client = dicomwebClient(root, requestOptions(page, signal));
  let done = 0;
  const report = () => page.report({ stage, done, total: addresses.length });
  report();
  return inTurns(addresses, AT_ONCE, async address => {
    const file = await client.instance(address);
    done++;
    report();
    return file;
  });
}

/** Files on their way together. Ours: cells and maps of a slide are tens of megabytes each. */
const AT_ONCE = 3;

const requestOptions = (page: ArchivePage, signal: AbortSignal) => ({
  fetch: (url: Parameters<typeof fetch>[0], init?: RequestInit) => fetch(url, init),
  headers: () => page.headers(),
  signal,
});
