import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import { patientOfStudy, patientResults } from '@timescope/core/report/patientResults';
import {
  ctResult,
  PatientArchives,
  resultsOf,
  slideResult,
  studyOf,
  summary,
  type Archive,
} from '../../harness/patientArchives';
import { asImage, withJapaneseName } from '../../harness/patientReports';

const archives = new PatientArchives();
const { embedded, onOrthanc } = archives;
afterAll(() => archives.end());

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

test.each(['', '   ', 'A\\B', '*', '??*', 'x'.repeat(65)])('"%s" is no patient ID', async id => {
  const { client, asked } = await onOrthanc([]);
  await expect(patientResults(client, { id })).rejects.toMatchObject({ code: 'USAGE' });
  expect(asked).toEqual([]);
});
