import { dicomwebClient, type DicomwebClient } from '@timescope/core/dicomweb/client';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import { chosenVersions, filedWith, notChosen } from '@timescope/core/report/chosenVersions';
import {
  patientOfStudy,
  patientResults,
  type AskedPatient,
  type PatientResults,
} from '@timescope/core/report/patientResults';
import { ctObjects } from '@timescope/extension-ct-radiomics/evidence/ctObjects';
import { slideObjects } from '@timescope/extension-ihc-scoring/evidence/slideObjects';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dicomFile, identified, type HandMade } from '../../harness/dicomBytes';
import { startOrthanc, type Orthanc } from '../../harness/orthanc';
import {
  asImage,
  smallReport,
  withJapaneseName,
  writeResults,
  type SmallReport,
  type Whose,
} from '../../harness/patientReports';
import { savedCt } from '../../harness/savedCt';
import { measuredSlide } from '../../harness/measuredSlide';
import { workplace, type Workplace } from '../../server/testServer';

let orthanc: Orthanc;
const places: Workplace[] = [];
beforeAll(async () => {
  orthanc = await startOrthanc();
});
afterAll(async () => {
  await orthanc.stop();
  for (const place of places) await place.close();
});

const ctResult = (whose: Whose, more: Partial<SmallReport> = {}) =>
  smallReport(whose, { kind: 'ct', ...more });
const slideResult = (whose: Whose, more: Partial<SmallReport> = {}) =>
  smallReport(whose, { kind: 'slide', ...more });

interface Archive {
  readonly client: DicomwebClient;
  /** Requests since it was opened. */
  readonly asked: string[];
}

function archiveAt(root: string): Archive {
  const asked: string[] = [];
  const counted: typeof fetch = (url, init) => {
    asked.push(url instanceof Request ? url.url : url.toString());
    return fetch(url, init);
  };
  return { client: dicomwebClient(root, { fetch: counted }), asked };
}

/** The embedded server over these results and files. */
async function embedded(
  results: readonly ResultObjects[],
  files: readonly Uint8Array[] = [],
): Promise<Archive> {
  const place = await workplace();
  places.push(place);
  await writeResults(place.data, results);
  for (const [index, bytes] of files.entries())
    await writeFile(path.join(place.data, `other-${String(index)}.dcm`), bytes);
  return archiveAt(`${(await place.start()).url}/dicomweb`);
}

async function onOrthanc(results: readonly ResultObjects[]): Promise<Archive> {
  const archive = archiveAt(orthanc.root);
  const files = results.flatMap(({ objects }) => objects.map(({ bytes }) => bytes));
  const { failed } = await archive.client.store(files, 'timescope-test');
  expect(failed).toEqual([]);
  archive.asked.length = 0;
  return archive;
}

/** What was found, in a few words: kinds with the numbers of their versions. */
function summary(found: PatientResults): unknown {
  if (found.kind === 'none') return { none: found.studies };
  const shown = (results: Extract<PatientResults, { kind: 'found' }>['results']) =>
    results.map(({ kind, versions }) => `${kind} ${versions.map(({ number }) => number).join(' ')}`);
  return found.kind === 'found'
    ? shown(found.results)
    : found.candidates.map(({ patient, results }) => [patient.issuer, patient.name, shown(results)]);
}

const resultsOf = async (archive: Archive, asked: AskedPatient) =>
  summary(await patientResults(archive.client, asked));

describe.each<[string, (results: readonly ResultObjects[]) => Promise<Archive>]>([
  ['the embedded server', embedded],
  ['Orthanc', onOrthanc],
])('%s', (name, archiveOf) => {
  const id = (text: string) => `${text} ${name}`;

  test('a CT and a slide of one patient in two studies are found together', async () => {
    const whose = { id: id('A1'), issuer: 'CLINIC', birthDate: '19610412', sex: 'F' };
    const archive = await archiveOf([
      ctResult({ ...whose, study: 'ct' }),
      slideResult({ ...whose, study: 'slide', studyDate: '20260201' }),
      ctResult({ id: id('A2'), study: 'another patient' }),
    ]);
    const found = await patientResults(archive.client, { id: whose.id });
    expect(summary(found)).toEqual(['ct 1', 'slide 1']);
    expect(found).toMatchObject({
      patient: { id: whose.id, issuer: 'CLINIC', name: 'Made^By Hand', birthDate: '19610412', sex: 'F' },
      results: [
        { title: 'CT: prediction / Tumour', studyDate: '20260102' },
        { title: 'Ki-67: scores / Tumour', studyDate: '20260201' },
      ],
    });
  });

  test('of the versions of a result the newest signed one stands first, else the newest', async () => {
    const whose = { id: id('V1') };
    const archive = await archiveOf([
      ctResult(whose, { version: 1, time: '080000' }),
      ctResult(whose, { version: 2, time: '090000' }),
      ctResult(whose, { version: 1, region: 'Other lesion', time: '100000' }),
      slideResult(whose, { version: 1, time: '080000' }),
      slideResult(whose, { version: 2, time: '090000', signed: true }),
      slideResult(whose, { version: 3, time: '100000' }),
    ]);
    expect(await resultsOf(archive, whose)).toEqual(['ct 1', 'ct 2 1', 'slide 2 3 1']);
  });

  test('two patients of one name stay two', async () => {
    const [one, two] = [
      { id: id('N1'), name: 'Same^Name' },
      { id: id('N2'), name: 'Same^Name' },
    ];
    const archive = await archiveOf([ctResult(one), slideResult(two)]);
    expect(await resultsOf(archive, one)).toEqual(['ct 1']);
    expect(await resultsOf(archive, two)).toEqual(['slide 1']);
  });

  test('one ID of two issuers is asked about, and the issuer or the key decides', async () => {
    const whose = { id: id('I1') };
    const archive = await archiveOf([
      ctResult({ ...whose, issuer: 'EAST' }),
      slideResult({ ...whose, issuer: 'WEST', study: '2' }),
      slideResult({ ...whose, study: '3' }),
    ]);
    const found = await patientResults(archive.client, whose);
    expect(summary(found)).toEqual([
      ['', 'Made^By Hand', ['slide 1']],
      ['EAST', 'Made^By Hand', ['ct 1']],
      ['WEST', 'Made^By Hand', ['slide 1']],
    ]);
    expect(await resultsOf(archive, { ...whose, issuer: 'EAST' })).toEqual(['ct 1']);
    expect(await resultsOf(archive, { ...whose, issuer: '' })).toEqual(['slide 1']);
    const [, , west] = found.kind === 'ambiguous' ? found.candidates : [];
    expect(await resultsOf(archive, { ...whose, identity: west?.key ?? '' })).toEqual(['slide 1']);
    // Nobody of that issuer: the three that there are.
    expect(await patientResults(archive.client, { ...whose, issuer: 'NORTH' })).toMatchObject({
      kind: 'ambiguous',
    });
  });

  test('one ID with another birth date or name is asked about', async () => {
    const whose = { id: id('B1') };
    const archive = await archiveOf([
      ctResult({ ...whose, birthDate: '19610412' }),
      slideResult({ ...whose, birthDate: '19710412', study: '2' }),
    ]);
    expect(await resultsOf(archive, whose)).toHaveLength(2);
    const other = { id: id('B2') };
    const named = await archiveOf([
      ctResult({ ...other, name: 'Roe^Jane' }),
      slideResult({ ...other, name: 'Doe^Jane', study: '2' }),
    ]);
    expect(await resultsOf(named, other)).toHaveLength(2);
  });

  test('results of another person than the opened study are asked about, also of a single one', async () => {
    const whose = { id: id('O1') };
    const lund = ctResult({ ...whose, name: 'Lund^Anna', birthDate: '19500101' });
    const berg = asImage(ctResult({ ...whose, name: 'Berg^Kari', birthDate: '19800403', study: 'b' }));
    const archive = await archiveOf([lund, berg]);
    expect(await resultsOf(archive, whose)).toEqual(['ct 1']);
    const fromHers = await patientOfStudy(archive.client, studyOf(lund));
    expect(await resultsOf(archive, fromHers ?? whose)).toEqual(['ct 1']);
    const asked = await patientOfStudy(archive.client, studyOf(berg));
    expect(asked?.opened).toMatchObject({ name: 'Berg^Kari', birthDate: '19800403' });
    const found = await patientResults(archive.client, asked ?? whose);
    expect(summary(found)).toEqual([['', 'Lund^Anna', ['ct 1']]]);
    const [only] = found.kind === 'ambiguous' ? found.candidates : [];
    expect(await resultsOf(archive, { ...whose, ...asked, identity: only?.key ?? '' })).toEqual(['ct 1']);
  });

  test.each([
    ['a star', 'W*1', 'WX1'],
    ['a question mark', 'W?2', 'WX2'],
    ['a star first', '*3', 'W3'],
    ['lower case', 'w4', 'W4'],
    ['a longer ID', 'W5', 'W55'],
    ['an accent', 'Wé6', 'We6'],
  ])('%s in an ID means itself', async (_, wild, other) => {
    const archive = await archiveOf([ctResult({ id: id(other) }), slideResult({ id: id(wild) })]);
    expect(await resultsOf(archive, { id: id(wild) })).toEqual(['slide 1']);
    expect(await resultsOf(archive, { id: id(other) })).toEqual(['ct 1']);
  });

  test.each([
    ['64 characters', '9'.repeat(64)],
    ['a comma', 'C,1'],
    ['signs of an address', 'C&1=2#3%41+4/5;6'],
    ['markup', '<b>"1"</b>'],
  ])('an ID of %s is found', async (_, text) => {
    const whose = { id: text.length === 64 ? text : id(text), name: 'Иванова^Анна=山田^花子' };
    const archive = await archiveOf([ctResult(whose)]);
    const found = await patientResults(archive.client, whose);
    expect(found).toMatchObject({ kind: 'found', patient: { id: whose.id, name: whose.name } });
  });

  test('one name in ISO 2022 and in UTF-8 is one patient', async () => {
    const whose = { id: id('J1'), name: 'Yamada^Tarou=山田^太郎' };
    const archive = await archiveOf([
      withJapaneseName(ctResult({ ...whose, name: 'X' })),
      slideResult({ ...whose, study: '2' }),
    ]);
    const found = await patientResults(archive.client, whose);
    expect(summary(found)).toEqual(['ct 1', 'slide 1']);
    expect(found).toMatchObject({ patient: { name: whose.name } });
  });

  test('a patient without results, and nobody at all', async () => {
    const archive = await archiveOf([]);
    expect(await resultsOf(archive, { id: id('nobody') })).toEqual({ none: 0 });
  });
});

test('an ID in other scripts is found where the archive can list it (Orthanc 1.10 lists such studies without an ID)', async () => {
  const whose = { id: 'Пациент 山田' };
  expect(await resultsOf(await embedded([ctResult(whose)]), whose)).toEqual(['ct 1']);
  expect(await resultsOf(await onOrthanc([ctResult(whose)]), whose)).toEqual({ none: 0 });
});

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

const studyOf = ({ objects }: ResultObjects): string => objects[0]?.studyInstanceUid ?? '';

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

test.each(['', '   ', 'A\\B', '*', '??*', 'x'.repeat(65)])('"%s" is no patient ID', async id => {
  const { client, asked } = await onOrthanc([]);
  await expect(patientResults(client, { id })).rejects.toMatchObject({ code: 'USAGE' });
  expect(asked).toEqual([]);
});

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
