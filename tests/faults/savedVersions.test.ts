import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { land, type LandingPorts } from '@timescope/core/dicomweb/landing';
import { readSlideObjects } from '@timescope/extension-ihc-scoring/evidence/readSlideObjects';
import { slideObjects } from '@timescope/extension-ihc-scoring/evidence/slideObjects';
import type { SlideToSave } from '@timescope/extension-ihc-scoring/evidence/slideToSave';
import { folderOutbox } from '@timescope/runtime/outbox/folder';
import { startOrthanc, type Orthanc } from '../harness/orthanc';
import { measuredSlide, withOneCellFlipped } from '../harness/measuredSlide';
import { expectSet, storedSet } from '../harness/storedSet';
import { workplace, type Workplace } from '../server/testServer';

let orthanc: Orthanc;
let place: Workplace;
let folder: string;
let first: SlideToSave;
let second: SlideToSave;
beforeAll(async () => {
  [orthanc, place, first] = await Promise.all([startOrthanc(), workplace(), measuredSlide()]);
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-outbox-'));
  const report = slideObjects(first).objects.at(-1);
  if (!report) throw new Error('The result has no report.');
  second = withOneCellFlipped(first, report);
}, 60_000);
afterAll(async () => {
  await orthanc.stop();
  await place.close();
  await rm(folder, { recursive: true, force: true });
});

test.each<[string, { byteForByte: boolean }, () => Promise<string>]>([
  ['Orthanc', { byteForByte: false }, () => Promise.resolve(orthanc.root)],
  ['our own server', { byteForByte: true }, async () => `${(await place.start()).url}/dicomweb`],
])(
  '%s: a slide saved, one cell flipped, saved again: both versions come back to the last float',
  async (_, how, start) => {
    const root = await start();
    const ports: LandingPorts = { fetch, outbox: folderOutbox(folder), now: () => new Date() };
    const versions = [slideObjects(first), slideObjects(second)];
    for (const version of versions)
      expect(await land(version, root, ports)).toMatchObject({ state: 'stored' });
    const held = await storedSet(root, first.source.studyInstanceUid);
    expectSet(held, versions, how);
    for (const [index, saved] of [first, second].entries()) {
      const uids = versions[index]?.objects.map(({ sopInstanceUid }) => sopInstanceUid) ?? [];
      const read = readSlideObjects(uids.map(uid => held.get(uid) ?? new Uint8Array()));
      expect(read.result).toEqual(saved.result);
      expect(read.measurement).toEqual(saved.measurement);
      expect(read.reading).toEqual(saved.reading);
      expect(read.version).toBe(index + 1);
    }
    expect(second.result.gradeCounts).not.toEqual(first.result.gradeCounts);
  },
  60_000,
);
