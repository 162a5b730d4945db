import type { DicomJson } from '@timescope/core/dicom/json';
import { dicomwebClient } from '@timescope/core/dicomweb/client';
import { identityOf, type PatientIdentity } from '@timescope/core/report/patientIdentity';
import { patientResults } from '@timescope/core/report/patientResults';
import { resultGroups, type PatientResult, type PatientVersion } from '@timescope/core/report/resultGroups';
import { login } from '../store/landResult';
import { reportsBelow } from './resultFiles';
import type { StorePlace } from './storeReport';

type Named = Pick<PatientIdentity, 'id' | 'issuer'>;

/**
 * The combined reports of a patient where another one is to be stored. Of an archive that does not answer nothing is
 * known: what it does not take waits in the outbox.
 * @throws TimescopeError of a file in the folder that cannot be read
 */
export async function reportsInStore(place: StorePlace, patient: Named): Promise<readonly PatientVersion[]> {
  const results =
    place.kind === 'folder'
      ? resultGroups(await datasetsOf(place.folder, patient))
      : await inArchive(place.url, patient).catch(() => []);
  return combinedReports(results);
}

export const combinedReports = (results: readonly PatientResult[]): readonly PatientVersion[] =>
  results.filter(({ kind }) => kind === 'report').flatMap(({ versions }) => versions);

async function datasetsOf(folder: string, { id, issuer }: Named): Promise<readonly DicomJson[]> {
  const found = await reportsBelow(folder).catch((thrown: unknown) => {
    if (isMissing(thrown)) return [];
    throw thrown;
  });
  return found
    .flatMap(report => (report ? [report[1].dataset] : []))
    .filter(dataset => identityOf(dataset).id === id && identityOf(dataset).issuer === issuer);
}

/** No folder yet; whoever stores makes it, or says why not. */
const isMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR');

async function inArchive(url: string, { id, issuer }: Named): Promise<readonly PatientResult[]> {
  const found = await patientResults(dicomwebClient(url, { fetch, headers: login }), { id, issuer });
  if (found.kind === 'none') return [];
  return found.kind === 'found' ? found.results : found.candidates.flatMap(({ results }) => results);
}
