import { compareDatasets } from '@timescope/core/dicom/compareDatasets';
import { text } from '@timescope/core/dicom/json';
import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import { dicomwebClient } from '@timescope/core/dicomweb/client';

/** Every object that a store has of a study: its file by SOP Instance UID, as a viewer would find it. */
export async function storedSet(root: string, study: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const service = dicomwebClient(root, { fetch });
  const held = new Map<string, Uint8Array>();
  for (const series of await service.searchSeries(study)) {
    const seriesUid = text(series, '0020000E') ?? '';
    for (const found of await service.searchInstances(study, seriesUid)) {
      const instance = text(found, '00080018') ?? '';
      if (held.has(instance)) throw new Error(`The store lists ${instance} twice.`);
      held.set(instance, await service.instance({ study, series: seriesUid, instance }));
    }
  }
  return held;
}

/** The store holds the objects of these versions, equal as datasets, and nothing else of the study. */
export function expectSet(
  held: ReadonlyMap<string, Uint8Array>,
  versions: readonly ResultObjects[],
  { byteForByte = false } = {},
): void {
  const manifest = new Map(
    versions.flatMap(({ objects }) => objects).map(object => [object.sopInstanceUid, object.bytes]),
  );
  expect([...held.keys()].sort()).toEqual([...manifest.keys()].sort());
  for (const [uid, bytes] of manifest) {
    const stored = held.get(uid) ?? new Uint8Array();
    if (byteForByte) expect(Buffer.compare(bytes, stored)).toBe(0);
    else expect(compareDatasets(bytes, stored).filter(({ accepted }) => !accepted)).toEqual([]);
  }
}
