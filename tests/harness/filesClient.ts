import { text } from '@timescope/core/dicom/json';
import { readFrameBytes } from '@timescope/core/dicom/read/frame';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import type { DicomwebClient, InstanceAddress } from '@timescope/core/dicomweb/client';
import { TimescopeError } from '@timescope/core/errors';

/** An archive that holds these files, and counts the bytes that it gives. */
export function filesClient(files: readonly Uint8Array[]) {
  const stored = files.map(bytes => ({ bytes, part10: readPart10(bytes) }));
  const given = { bytes: 0 };
  const counted = (bytes: Uint8Array) => {
    given.bytes += bytes.length;
    return Promise.resolve(bytes);
  };
  const found = ({ study, series, instance }: InstanceAddress) => {
    const file = stored.find(
      ({ part10: { dataset } }) =>
        text(dataset, '0020000D') === study &&
        text(dataset, '0020000E') === series &&
        text(dataset, '00080018') === instance,
    );
    if (file) return file;
    throw new TimescopeError('NOT_FOUND', 'The server does not have this object.', { nextStep: '' });
  };
  const client: Pick<DicomwebClient, 'seriesMetadata' | 'instance' | 'frame'> = {
    seriesMetadata: (study, series) =>
      Promise.resolve(
        stored
          .filter(({ part10: { dataset } }) => text(dataset, '0020000E') === series)
          .filter(({ part10: { dataset } }) => text(dataset, '0020000D') === study)
          .map(({ part10: { dataset, meta } }) => ({
            ...dataset,
            '00083002': { vr: 'UI', Value: [meta.transferSyntax] },
          })),
      ),
    instance: async address => counted(found(address).bytes),
    frame: async (address, frame) => {
      const { bytes, part10 } = found(address);
      return counted(readFrameBytes(bytes, part10, frame - 1));
    },
  };
  return { client, given };
}
