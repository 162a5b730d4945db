import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readStructuredReport } from '@timescope/core/dicom/read/structuredReport';
import { ctObjects, REPORT as CT_REPORT } from '@timescope/extension-ct-radiomics/evidence/ctObjects';
import { REPORT, slideObjects } from '@timescope/extension-ihc-scoring/evidence/slideObjects';
import type { SlideToSave } from '@timescope/extension-ihc-scoring/evidence/slideToSave';
import { writeDicomObjects } from '../../packages/cli/src/dicomObjects';
import { savedAgain } from '../../packages/cli/src/savedAgain';
import { savedCt } from '../harness/savedCt';
import { measuredSlide } from '../harness/measuredSlide';

let out: string;
let saved: SlideToSave;
beforeAll(async () => {
  saved = await measuredSlide();
  out = await mkdtemp(path.join(tmpdir(), 'timescope-again-'));
}, 60_000);
afterAll(() => rm(out, { recursive: true, force: true }));

async function savedOn(day: number, reader: string, source = saved.source) {
  const make: Parameters<typeof savedAgain>[0] = ({ at, ...place }) =>
    slideObjects({ ...saved, source, ...place, savedBy: { reader, at } });
  const result = await savedAgain(make, out, REPORT, new Date(2026, 10, day));
  await writeDicomObjects(out, result.objects);
  const bytes = result.objects.at(-1)?.bytes ?? new Uint8Array();
  return { bytes, report: readStructuredReport(bytes) };
}

test('in one folder a changed result is the next version and names the one before; a repeat is the same', async () => {
  const first = await savedOn(20, 'A');
  expect(first.report).toMatchObject({ version: 1, predecessor: null });
  expect((await savedOn(21, 'A')).bytes).toEqual(first.bytes);
  const second = await savedOn(22, 'B');
  expect(second.report).toMatchObject({
    version: 2,
    predecessor: { sopInstanceUid: first.report.sopInstanceUid },
  });
  expect((await savedOn(23, 'B')).bytes).toEqual(second.bytes);
  const third = await savedOn(24, 'A');
  expect(third.report).toMatchObject({
    version: 3,
    predecessor: { sopInstanceUid: second.report.sopInstanceUid },
  });
  const other = await savedOn(25, 'A', { ...saved.source, seriesInstanceUid: '1.2.3' });
  expect(other.report).toMatchObject({ version: 1, predecessor: null });
}, 60_000);

test('two regions of one CT saved into one folder are no versions of each other', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'timescope-again-'));
  const prediction = await savedCt();
  const savedAs = async (label: string, decided: number) => {
    const make: Parameters<typeof savedAgain>[0] = ({ at, ...place }) =>
      ctObjects({
        ...prediction,
        roi: { ...prediction.roi, label },
        decisions: prediction.decisions.slice(decided),
        ...place,
        savedBy: { reader: 'A', at },
      });
    const result = await savedAgain(make, folder, CT_REPORT, new Date(2026, 10, 22));
    await writeDicomObjects(folder, result.objects);
    return readStructuredReport(result.objects.at(-1)?.bytes ?? new Uint8Array());
  };
  const first = await savedAs('Segment 4', 0);
  expect(first).toMatchObject({ version: 1, predecessor: null });
  expect(await savedAs('Segment 4', 1)).toMatchObject({
    version: 2,
    predecessor: { sopInstanceUid: first.sopInstanceUid },
  });
  expect(await savedAs('Segment 8', 0)).toMatchObject({ version: 1, predecessor: null });
  await rm(folder, { recursive: true, force: true });
});
