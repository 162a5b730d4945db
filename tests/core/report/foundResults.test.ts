import { readPart10 } from '@timescope/core/dicom/read/part10';
import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import type { DicomwebClient } from '@timescope/core/dicomweb/client';
import { chosenVersions, filedWith, notChosen } from '@timescope/core/report/chosenVersions';
import { patientOfStudy, patientResults } from '@timescope/core/report/patientResults';
import { ctObjects } from '@timescope/extension-ct-radiomics/evidence/ctObjects';
import { slideObjects } from '@timescope/extension-ihc-scoring/evidence/slideObjects';
import { dicomFile, identified, type HandMade } from '../../harness/dicomBytes';
import { measuredSlide } from '../../harness/measuredSlide';
import {
  ctResult,
  PatientArchives,
  resultsOf,
  slideResult,
  studyOf,
  summary,
} from '../../harness/patientArchives';
import { savedCt } from '../../harness/savedCt';

const archives = new PatientArchives();
const { embedded } = archives;
afterAll(() => archives.end());

test('results that the commands save are found by what they hold', async () => {
  const client = clientOf(ctObjects(await savedCt()), slideObjects(await measuredSlide(320, 260)));
  expect(summary(await patientResults(client, { id: 'P-1' }))).toEqual(['ct 1']);
  expect(summary(await patientResults(client, { id: 'IMAGE-DRAWN000' }))).toEqual(['slide 1']);
});

test('a report of another patient in a study of this one is left out', async () => {
  const client = clientOf(slideResult({ id: 'S1' }), ctResult({ id: 'S2' }));
  expect(summary(await patientResults(client, { id: 'S1' }))).toEqual(['slide 1']);
});

/** An archive that has all these reports in one study, which it lists for whomever it is asked. */
function clientOf(...results: readonly ResultObjects[]): DicomwebClient {
  const reports = results.map(({ objects }) => readPart10(objects.at(-1)?.bytes ?? new Uint8Array()).dataset);
  const study = { '0020000D': { vr: 'UI', Value: ['1.2'] } };
  const client: Partial<DicomwebClient> = {
    searchStudies: ({ PatientID, offset }) =>
      Promise.resolve(
        offset === undefined ? [{ ...study, '00100020': { vr: 'LO', Value: [PatientID] } }] : [],
      ),
    searchSeries: () => Promise.resolve([{ ...study, '00080060': { vr: 'CS', Value: ['SR'] } }]),
    seriesMetadata: () => Promise.resolve(reports),
  };
  return client as DicomwebClient;
}

test('200 studies of others cost no request more', async () => {
  const whose = { id: 'M1' };
  const results = [ctResult({ ...whose, study: '1' }), slideResult({ ...whose, study: '2' })];
  const alone = await embedded(results);
  expect(await resultsOf(alone, whose)).toEqual(['ct 1', 'slide 1']);
  const others = Array.from({ length: 200 }, (_, n) => imageOf(`X${String(n)}`, n));
  const crowded = await embedded(results, others);
  const began = performance.now();
  expect(await resultsOf(crowded, whose)).toEqual(['ct 1', 'slide 1']);
  process.stdout.write(`Results of one patient among 200: ${(performance.now() - began).toFixed(0)} ms\n`);
  // Studies of the ID, whether there are more, and of each its reports and their content.
  expect(alone.asked).toHaveLength(6);
  expect(crowded.asked).toHaveLength(6);
});

function imageOf(patient: string, n: number): Uint8Array {
  const uid = `1.2.${String(n)}`;
  const elements: HandMade[] = [
    ...identified(uid, `${uid}.1`, `${uid}.1.1`).filter(([tag]) => tag < '00100010'),
    ['00100020', 'LO', patient],
    ...identified(uid, `${uid}.1`, `${uid}.1.1`).filter(([tag]) => tag > '00100020'),
  ];
  return dicomFile(elements);
}

test('the patient of a study is told by ID and issuer', async () => {
  const whose = { id: 'P1', issuer: 'CLINIC' };
  const result = ctResult(whose);
  const { client } = await embedded([result]);
  expect(await patientOfStudy(client, studyOf(result))).toMatchObject(whose);
  expect(await patientOfStudy(client, '1.2.3.4.5')).toBeUndefined();
});

test('the report takes the newest CT and every slide; what stands beside them is listed', async () => {
  const whose = { id: 'R1' };
  const [old, recent] = [
    ctResult({ ...whose, study: 'old', studyDate: '20250101' }),
    ctResult({ ...whose, study: 'new', studyDate: '20260101' }),
  ];
  const slides = ['1', '2'].map(study => slideResult({ ...whose, study }));
  const { client } = await embedded([old, recent, ...slides]);
  const found = await patientResults(client, whose);
  const results = found.kind === 'found' ? found.results : [];
  const uidOf = (result: ResultObjects) => result.objects.at(-1)?.sopInstanceUid ?? '';
  const chosen = chosenVersions(results);
  expect(chosen.ct?.report.address.instance).toBe(uidOf(recent));
  expect(chosen.slides).toHaveLength(2);
  expect(filedWith(chosen)).toBe(chosen.ct);
  expect(notChosen(results, chosen)).toMatchObject([
    {
      kind: 'ct',
      version: 1,
      savedAt: '2026-11-22T10:16:00',
      reader: 'Reader^One',
      sopInstanceUid: uidOf(old),
    },
  ]);
  expect(chosenVersions(results, [uidOf(old)]).ct?.report.address.instance).toBe(uidOf(old));
});
