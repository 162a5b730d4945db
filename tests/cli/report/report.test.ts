import { jest } from '@jest/globals';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { sourceAttributes } from '@timescope/core/dicom/write/derivedModules';
import { NO_CONTEXT } from '@timescope/core/report/contextFields';
import type { RowDecision } from '@timescope/core/report/reportDocument';
import { reportStrings } from '@timescope/core/report/strings';
import { reportObjects } from '@timescope/extension-combined-report/evidence/reportObjects';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { predict } from '../../../packages/cli/src/commands/predict';
import { report } from '../../../packages/cli/src/commands/report';
import { dicomFile, identified } from '../../harness/dicomBytes';
import { smallReport, writeResults } from '../../harness/patientReports';
import { printedBy } from '../../harness/printedBy';
import { decided, documentOf, refused, storedReports, values } from '../../harness/reportCommand';
import { triplesOfReport, triplesOfSr } from '../../harness/reportTriples';
import { measureTinyPatient, writeTinyPatient } from '../../harness/tinyPatient';
import { workplace, type Workplace } from '../../server/testServer';

jest.setTimeout(120_000);

const PATIENT = { id: 'T-1', issuer: 'CLINIC', name: 'Иванова^Анна', birthDate: '19610412', sex: 'F' };

let folder: string;
let place: Workplace;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-report-'));
  place = await workplace();
  await writeTinyPatient(folder, PATIENT);
  await measureTinyPatient(folder);
}, 120_000);
afterAll(async () => {
  await place.close();
  await rm(folder, { recursive: true, force: true });
});

const at = (name: string) => path.join(folder, name);
const results = () => [at('ct-result'), at('slide-result')];

test('an archive, a folder of DICOM files and the result folders give the same report', async () => {
  const server = await place.start({ data: [folder] });
  const archive = await documentOf('--patient', PATIENT.id, '--pacs', `${server.url}/dicomweb`);
  const data = await documentOf('--patient', PATIENT.id, '--data', folder);
  const files = await documentOf('--results', ...results());
  expect(archive.sources.map(({ kind }) => kind).sort()).toEqual(['ct', 'slide']);
  expect(JSON.stringify(values(data))).toBe(JSON.stringify(values(archive)));
  expect(JSON.stringify(values(files))).toBe(JSON.stringify(values(archive)));
  expect(JSON.stringify(archive.patient)).toContain('Иванова');
});

test('a result.json stands for its folder, an SR for itself, and what is given twice counts once', async () => {
  const all = await documentOf('--results', ...results());
  const again = await documentOf(
    '--results',
    path.join(at('ct-result'), 'result.json'),
    path.join(at('slide-result'), 'dicom/scores.dcm'),
    at('slide-result'),
  );
  expect(values(again)).toEqual(values(all));
});

test('the PDF has the pictures, and the values of the plain text', async () => {
  const out = at('report.pdf');
  const { code, text } = await printedBy(report, '--patient', PATIENT.id, '--data', folder, '--out', out);
  const { conclusion } = await documentOf('--results', ...results());
  expect(code).toBe(0);
  expect(text).toBe(`${conclusion.sentence}\nWritten: ${out}\n`);
  const pdf = await readFile(out, 'latin1');
  expect(pdf.slice(0, 5)).toBe('%PDF-');
  expect(pdf.match(/\/Subtype \/Image/g)?.length).toBeGreaterThanOrEqual(2);
});

test('plain text and FHIR say the conclusion', async () => {
  const { conclusion } = await documentOf('--results', ...results());
  const { text } = await printedBy(report, '--results', ...results(), '--text', '--fhir', at('fhir.json'));
  expect(text.replace(/\s+/g, ' ')).toContain(conclusion.sentence);
  expect(await readFile(at('fhir.json'), 'utf8')).toContain('"DiagnosticReport"');
});

test('of two patients nobody is guessed: the files are listed by person, and a key decides', async () => {
  const other = at('other');
  await writeResults(other, [smallReport({ ...PATIENT, issuer: 'OTHER' }, { kind: 'ct' })]);
  const both = [...results(), other];
  const thrown = await refused('--results', ...both);
  expect(thrown).toMatchObject({ code: 'CONFLICT', kind: 'rejected' });
  expect(thrown.message).toMatch(/^These results may be of 2 persons: /);
  const [, key = ''] = /([0-9a-f]{12}) \(ID T-1, issuer OTHER/.exec(thrown.message) ?? [];
  const chosen = await documentOf('--results', ...both, '--identity', key);
  expect(chosen.sources.map(({ kind }) => kind)).toEqual(['ct']);
  expect(await refused('--patient', 'T-1', '--data', folder)).toMatchObject({ code: 'CONFLICT' });
  const issuer = ['--issuer', PATIENT.issuer];
  expect((await documentOf('--patient', 'T-1', ...issuer, '--data', folder)).sources).toHaveLength(2);
  await rm(other, { recursive: true });
});

test('a saved report comes back on its results, with what was typed and decided; of a newer CT nothing is decided', async () => {
  const saved = at('saved');
  await writeResults(saved, [await savedReport()]);
  const roi = ['--roi', at('roi.nii'), '--margin', '3'];
  await printedBy(predict, at('ct'), ...roi, '--out', at('ct-newer'));
  const all = [...results(), at('ct-newer'), saved];
  const before = await documentOf('--results', ...results());
  const again = await documentOf('--results', ...all);
  expect(again.sources).toEqual(before.sources);
  expect(decided(again)).toEqual([DECISION]);
  expect(JSON.stringify(again.context)).toContain('cT3');
  const newer = readPart10(await readFile(path.join(at('ct-newer'), 'dicom/prediction.dcm')));
  const other = await documentOf('--results', ...all, '--use', newer.meta.sopInstanceUid);
  expect(other.sources.map(({ sopInstanceUid }) => sopInstanceUid)).toContain(newer.meta.sopInstanceUid);
  expect(decided(other)).toEqual([]);
  expect(JSON.stringify(other.context)).toContain('cT3');
});

test("of a CT that is gone nothing is decided: its amendment is not the tissue's, and the report says so", async () => {
  await writeResults(at('amended'), [await savedReport(AMENDED)]);
  const whole = await documentOf('--results', ...results(), at('amended'));
  expect(decided(whole)).toEqual([AMENDED]);
  expect(whole.conclusion.flags.join()).toContain('TILs by CT is low: amended by Reader, One');
  const gone = await documentOf('--results', at('slide-result'), at('amended'));
  expect(decided(gone)).toEqual([]);
  expect(gone.conclusion.flags).toContain(reportStrings.flags.decisionsGone);
  expect(gone.conclusion.sentence).not.toContain('reader gives');
  expect(JSON.stringify(gone.context)).toContain('cT3');
  await rm(at('amended'), { recursive: true });
});

const AMENDED: RowDecision = {
  ...{ target: 'tils', kind: 'amended', class: 'low', amends: 'ct', reason: 'CT has motion' },
  ...{ reader: 'Reader^One', at: '2026-11-22T10:15:00Z' },
};

const DECISION: RowDecision = {
  ...{ target: 'tils', kind: 'rejected', reason: 'Seen otherwise on the slide' },
  ...{ reader: 'Reader^One', at: '2026-11-22T10:15:00Z' },
};

/** As the page saves it. */
async function savedReport(decision = DECISION) {
  const ct = readPart10(await readFile(path.join(at('ct-result'), 'dicom/prediction.dcm'))).dataset;
  const document = await documentOf('--results', ...results());
  const comparison = document.comparison.map(row =>
    row.target === decision.target ? { ...row, decision } : row,
  );
  return reportObjects({
    document: { ...document, comparison },
    pdf: new TextEncoder().encode('%PDF-1.7'),
    context: { ...NO_CONTEXT, t: 'cT3' },
    source: sourceAttributes([ct]),
    savedBy: { reader: 'Reader^One', at: { date: '20261122', time: '101600' } },
    version: 1,
    predecessor: null,
  });
}

test('--store: the next version names the one before, in an archive and in a folder, with the printed values', async () => {
  process.env.TIMESCOPE_OUTBOX = path.join(place.folder, 'outbox');
  const server = await place.start({ data: [folder], storeFolder: path.join(place.folder, 'store') });
  const url = `${server.url}/dicomweb`;
  const asked = ['--patient', PATIENT.id, '--pacs', url];
  const document = await documentOf(...asked, '--store', url);
  await documentOf(...asked, '--store', url);
  const [byReader] = await storedReports(at('saved'));
  const [first, second, ...more] = await storedReports(path.join(place.folder, 'store'));
  expect(more).toEqual([]);
  expect(first).toMatchObject({ version: 2, savedAt: document.madeAt });
  expect(first?.predecessor?.sopInstanceUid).toBe(byReader?.sopInstanceUid);
  expect(first && triplesOfSr(first.bytes)).toEqual(triplesOfReport(document));
  expect(second?.version).toBe(3);
  expect(second?.predecessor?.sopInstanceUid).toBe(first?.sopInstanceUid);
  const third = path.join(place.folder, 'third');
  await documentOf(...asked, '--store', third);
  expect(await storedReports(third)).toMatchObject([
    { version: 4, predecessor: { sopInstanceUid: second?.sopInstanceUid } },
  ]);
  expect(await readdir(third)).toHaveLength(2);
  await expect(printedBy(report, ...asked, '--store', at('roi.nii'))).rejects.toMatchObject({
    code: 'USAGE',
  });
});

test('--store: the next version follows one that is stored there alone, not one of another patient', async () => {
  const store = path.join(place.folder, 'numbered');
  const other = smallReport({ id: 'OTHER' }, { kind: 'report', version: 7 });
  await writeResults(store, [other]);
  for (const code of [0, 0])
    expect((await printedBy(report, '--results', at('slide-result'), '--store', store)).code).toBe(code);
  const [first, second] = (await storedReports(store)).filter(({ version }) => version < 7);
  expect(first).toMatchObject({ version: 1, predecessor: null });
  expect(second).toMatchObject({
    version: 2,
    predecessor: { sopInstanceUid: first?.sopInstanceUid },
  });
});

test('an older version is taken where it is named', async () => {
  const { sources } = await documentOf('--results', ...results());
  const uid = sources[0]?.sopInstanceUid ?? '';
  expect(values(await documentOf('--results', ...results(), '--use', uid)).sources).toEqual(sources);
  expect(await refused('--results', ...results(), '--use', '1.2.3')).toMatchObject({ code: 'USAGE' });
});

test('a result that --without names is left out, and the report says so', async () => {
  const { sources } = await documentOf('--results', ...results());
  const uidOf = (kind: string) => sources.find(source => source.kind === kind)?.sopInstanceUid ?? '';
  const left = await documentOf('--results', ...results(), '--without', uidOf('ct'));
  expect(left.sources.map(({ kind }) => kind)).toEqual(['slide']);
  expect(left.leftOut).toEqual([uidOf('ct')]);
  expect(left.ct.absent?.because).toBe('The stored CT prediction was left out of this report.');
  const both = ['--without', uidOf('ct'), '--without', uidOf('slide')];
  expect(await refused('--results', ...results(), ...both)).toMatchObject({ code: 'USAGE' });
  expect(await refused('--results', ...results(), '--without', '1.2.3')).toMatchObject({ code: 'USAGE' });
});

test('two results alike but for a missing issuer are put together only where the user says that they are one person', async () => {
  const whose = { id: 'J-1', name: 'Roe^Jane' };
  await writeResults(at('joined'), [
    smallReport({ ...whose, issuer: 'CLINIC' }, { kind: 'ct' }),
    smallReport({ ...whose, study: '2' }, { kind: 'slide' }),
  ]);
  const both = ['--results', at('joined')];
  const { code, nextStep } = await refused(...both);
  expect(code).toBe('CONFLICT');
  const key = /--identity ([0-9a-f]+\+[0-9a-f]+)\./.exec(nextStep)?.[1] ?? '';
  const { sources, conclusion } = await documentOf(...both, '--identity', key);
  expect(sources.map(({ kind }) => kind)).toEqual(['ct', 'slide']);
  expect(conclusion.flags.join()).toContain('a reader said that they are of one person');
  await rm(at('joined'), { recursive: true });
});

test('a report that was edited is refused', async () => {
  const edited = at('edited');
  await cp(path.join(at('slide-result'), 'dicom'), edited, { recursive: true });
  const file = path.join(edited, 'scores.dcm');
  const bytes = await readFile(file);
  const where = bytes.indexOf('Evaluated cells');
  bytes.write('Evaluated cellz', where, 'latin1');
  await writeFile(file, bytes);
  expect(await refused('--results', edited)).toMatchObject({ code: 'MODEL_MISMATCH' });
  await rm(edited, { recursive: true });
});

test('what is not there, not ours or cannot be read is said in one sentence', async () => {
  const strange = at('strange.dcm');
  await writeFile(strange, dicomFile(identified('1.2', '1.2.3', '1.2.3.4')));
  const broken = at('broken.dcm');
  await writeFile(broken, 'no DICOM');
  await mkdir(at('empty'));
  expect(await refused('--results', at('nowhere'))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await refused('--results', strange)).toMatchObject({ code: 'WRONG_SOP_CLASS' });
  expect(await refused('--results', at('empty'))).toMatchObject({ code: 'WRONG_SOP_CLASS' });
  expect(await refused('--results', broken)).toMatchObject({ code: 'NOT_DICOM' });
  expect(await refused('--patient', 'nobody', '--data', folder)).toMatchObject({
    code: 'NOT_FOUND',
    message: 'There is no study with this patient ID.',
  });
  await rm(strange);
  await rm(broken);
});

test('studies without a result of ours are told from no studies', async () => {
  const images = at('images');
  await cp(at('ct'), images, { recursive: true });
  expect(await refused('--patient', PATIENT.id, '--data', images)).toMatchObject({
    code: 'NOT_FOUND',
    message: 'There is 1 study with this patient ID and no result of TIMEscope in it.',
  });
  await rm(images, { recursive: true });
});

test.each([
  [[]],
  [['--patient', '1', '--out', 'a.pdf']],
  [['--pacs', 'http://pacs/dicom-web', '--out', 'a.pdf']],
  [['--patient', '1', '--pacs', 'pacs', '--out', 'a.pdf']],
  [['--patient', '1', '--pacs', 'http://pacs/dicom-web', '--data', '.', '--out', 'a.pdf']],
  [['--patient', '1', '--results', 'a', '--out', 'a.pdf']],
  [['--results', 'a', '--out', 'a.pdf', '--paper', 'a5']],
  [['--results', 'a', '--text', '--json']],
  [['--results', 'a']],
  [['--patient', 'a\\b', '--data', import.meta.dirname, '--out', 'a.pdf']],
])('wrong usage: %j', async argv => {
  await expect(printedBy(report, ...argv)).rejects.toMatchObject({ code: 'USAGE', kind: 'usage' });
});
