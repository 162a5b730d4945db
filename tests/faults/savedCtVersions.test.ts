import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { land } from '@timescope/core/dicomweb/landing';
import { resultsOf } from '@timescope/core/dicomweb/studyResults';
import { ctObjects } from '@timescope/extension-ct-radiomics/evidence/ctObjects';
import type { CtToSave } from '@timescope/extension-ct-radiomics/evidence/ctToSave';
import { ctSubject } from '@timescope/extension-ct-radiomics/evidence/ctSubject';
import { readCtObjects } from '@timescope/extension-ct-radiomics/evidence/readCtObjects';
import { folderOutbox } from '@timescope/runtime/outbox/folder';
import { startAwkwardStore, type AwkwardStore } from '../harness/awkwardStore';
import { startOrthanc, type Orthanc } from '../harness/orthanc';
import { savedCt } from '../harness/savedCt';
import { expectSet, storedSet } from '../harness/storedSet';
import { workplace, type Workplace } from '../server/testServer';

let orthanc: Orthanc;
let awkward: AwkwardStore;
let place: Workplace;
let folder: string;
let saved: readonly CtToSave[];
beforeAll(async () => {
  let requests = 0;
  const fault = () => (++requests % 3 === 0 ? ('busy' as const) : undefined);
  [orthanc, place, awkward] = await Promise.all([
    startOrthanc(),
    workplace(),
    startAwkwardStore({ duplicates: 'refuses', fault }),
  ]);
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-outbox-'));
  const first = await savedCt();
  const report = ctObjects(first).objects.at(-1);
  if (!report) throw new Error('The result has no report.');
  const second = { ...first, decisions: first.decisions.slice(1), predecessor: report, version: 2 };
  saved = [first, second, { ...first, roi: { ...first.roi, label: 'Node at the hilum' } }];
});
afterAll(async () => {
  await orthanc.stop();
  await awkward.close();
  await place.close();
  await rm(folder, { recursive: true, force: true });
});

test.each<[string, { byteForByte: boolean }, () => Promise<string>]>([
  ['Orthanc', { byteForByte: false }, () => Promise.resolve(orthanc.root)],
  ['our own server', { byteForByte: true }, async () => `${(await place.start()).url}/dicomweb`],
  ['a server that is often busy', { byteForByte: true }, () => Promise.resolve(awkward.root)],
])(
  '%s: two versions of one lesion and another lesion come back to the last voxel',
  async (name, how, start) => {
    const root = await start();
    const ports = {
      ...{ fetch, outbox: folderOutbox(folder), now: () => new Date(), wait: () => Promise.resolve() },
    };
    const results = saved.map(ctObjects);
    for (const result of results) expect(await land(result, root, ports)).toMatchObject({ state: 'stored' });
    const study = saved[0]?.source.studyInstanceUid ?? '';
    const held = root === awkward.root ? awkward.held : await storedSet(root, study);
    expectSet(held, results, how);
    for (const [index, { source, withCrop, ...wanted }] of saved.entries()) {
      expect([source.studyInstanceUid, withCrop]).toEqual([study, true]);
      const uids = results[index]?.objects.map(({ sopInstanceUid }) => sopInstanceUid) ?? [];
      const { predecessor, ...read } = readCtObjects(uids.map(uid => held.get(uid) ?? new Uint8Array()));
      const { predecessor: before, ...rest } = wanted;
      expect(read).toEqual(rest);
      expect(predecessor?.sopInstanceUid).toBe(before?.sopInstanceUid);
    }
    const { versions } = resultsOf([...held.values()].map(bytes => readPart10(bytes).dataset));
    const listed = versions.map(({ subject, number }) => `${subject} ${String(number)}`);
    expect([name, ...listed.sort()]).toEqual([
      name,
      `${ctSubject('Node at the hilum')} 1`,
      `${ctSubject('Tumour')} 1`,
      `${ctSubject('Tumour')} 2`,
    ]);
  },
);
