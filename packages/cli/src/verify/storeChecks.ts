import { compareDatasets } from '@timescope/core/dicom/compareDatasets';
import type { StructuredReport } from '@timescope/core/dicom/read/structuredReport';
import type { DicomObject } from '@timescope/core/dicom/write/resultObjects';
import { dicomwebClient, type DicomwebClient } from '@timescope/core/dicomweb/client';
import { TimescopeError } from '@timescope/core/errors';
import { login } from '../store/landResult';
import { differs, ok, someOf, type Check } from './check';

/** Whether a store holds these objects, each retrieved and compared as a dataset. */
export async function storeChecks(objects: readonly DicomObject[], url: string): Promise<readonly Check[]> {
  const service = dicomwebClient(url, { fetch, headers: login });
  const checks: Check[] = [];
  for (const object of objects) checks.push(await storeCheck(object, service));
  return checks;
}

/** The file of a result that a report names: from among the objects, else from the store, where there is one. */
export const sourcesOf =
  (objects: readonly DicomObject[], url: string | undefined) =>
  async ({ evidence, studyInstanceUid }: StructuredReport, uid: string): Promise<Uint8Array | undefined> => {
    const here = objects.find(({ sopInstanceUid }) => sopInstanceUid === uid);
    const series = evidence.find(each => each.objects.some(({ sopInstanceUid }) => sopInstanceUid === uid));
    if (here || url === undefined || !series) return here?.bytes;
    const service = dicomwebClient(url, { fetch, headers: login });
    const study = series.studyInstanceUid || studyInstanceUid;
    return service
      .instance({ study, series: series.seriesInstanceUid, instance: uid })
      .catch((thrown: unknown) => {
        if (thrown instanceof TimescopeError && thrown.code === 'NOT_FOUND') return undefined;
        throw thrown;
      });
  };

async function storeCheck(object: DicomObject, service: DicomwebClient): Promise<Check> {
  const { name, studyInstanceUid, seriesInstanceUid, sopInstanceUid } = object;
  const address = { study: studyInstanceUid, series: seriesInstanceUid, instance: sopInstanceUid };
  try {
    const found = compareDatasets(object.bytes, await service.instance(address), { savedEarlier: true });
    const serious = found.filter(({ accepted }) => !accepted).map(({ path }) => path);
    if (serious.length > 0) return differs(`The store has other content for ${name}: ${someOf(serious)}.`);
    const changed =
      found.length === 0 ? '' : ` but for ${someOf(found.map(({ path }) => path))}, which it may change`;
    return ok(`The store has ${name}${changed}.`);
  } catch (thrown) {
    if (thrown instanceof TimescopeError && thrown.code === 'NOT_FOUND')
      return differs(`The store does not have ${name}.`);
    throw thrown;
  }
}
