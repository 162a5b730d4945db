import type { DicomwebClient } from '../../dicomweb/client';
import { TimescopeError } from '../../errors';
import type { StoredPart } from '../reportFacts';

/**
 * The file of an object that a report of this study names.
 * @throws TimescopeError HTTP, NOT_FOUND
 */
export function storedFile(
  client: Pick<DicomwebClient, 'instance'>,
  study: string,
  { seriesInstanceUid, sopInstanceUid }: StoredPart,
): Promise<Uint8Array> {
  if (seriesInstanceUid !== '')
    return client.instance({ study, series: seriesInstanceUid, instance: sopInstanceUid });
  throw new TimescopeError('NOT_FOUND', 'The report does not say in which series the object is stored.', {
    nextStep: 'Store the result again.',
    fields: { uid: sopInstanceUid },
  });
}
