import { compareDatasets } from '@timescope/core/dicom/compareDatasets';
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
