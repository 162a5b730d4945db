import { dicomwebClient, type DicomwebClient } from '@timescope/core/dicomweb/client';
import {
  patientResults,
  type AskedPatient,
  type PatientResults,
} from '@timescope/core/report/patientResults';
import type { PatientVersion } from '@timescope/core/report/resultGroups';
import { openFolderService } from '@timescope/server/folderService';
import path from 'node:path';
import { repositoryFolder } from '../repositoryFolder';
import { login } from '../store/landResult';

/** Where a report's results come from. */
export interface ReportSource {
  readonly results: PatientResults;
  /** The whole file of a stored report. */
  readonly bytesOf: (version: PatientVersion) => Promise<Uint8Array>;
  /** For the pictures; result files bring no images along. */
  readonly client: DicomwebClient | undefined;
  close(): Promise<void>;
}

/** @throws TimescopeError HTTP, USAGE */
export const fromArchive = (root: string, asked: AskedPatient): Promise<ReportSource> =>
  fromClient(dicomwebClient(root, { fetch, headers: login }), asked, () => Promise.resolve());

/**
 * @param folders of DICOM files; nothing is written into them
 * @throws TimescopeError NOT_FOUND (a folder), USAGE
 */
export async function fromFolders(
  folders: readonly [string, ...string[]],
  asked: AskedPatient,
): Promise<ReportSource> {
  const [first, ...others] = folders;
  const service = await openFolderService({
    folders: others,
    storeFolder: first,
    cacheFolder: path.join(repositoryFolder(), '.cache'),
  });
  for (const { file, reason } of service.skipped) process.stderr.write(`Left out ${file}: ${reason}\n`);
  try {
    const client = dicomwebClient(service.root, { fetch: service.fetch });
    return await fromClient(client, asked, () => service.close());
  } catch (thrown) {
    await service.close();
    throw thrown;
  }
}

async function fromClient(
  client: DicomwebClient,
  asked: AskedPatient,
  close: () => Promise<void>,
): Promise<ReportSource> {
  return {
    results: await patientResults(client, asked),
    bytesOf: ({ report }) => client.instance(report.address),
    client,
    close,
  };
}
