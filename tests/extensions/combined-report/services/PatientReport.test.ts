import { dicomwebClient } from '@timescope/core/dicomweb/client';
import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import { unchangedReport } from '@timescope/core/report/chosenVersions';
import { NO_CONTEXT } from '@timescope/core/report/contextFields';
import { factsOf } from '@timescope/core/report/factsOf';
import { joinsAmong } from '@timescope/core/report/patientResults';
import { ObservableState } from '@timescope/ohif/ObservableState';
import type { Reader } from '@timescope/ohif/readerState';
import type { SharedDrafts } from '@timescope/runtime/drafts';
import { ctObjects } from '@timescope/extension-ct-radiomics/evidence/ctObjects';
import type { CtToSave } from '@timescope/extension-ct-radiomics/evidence/ctToSave';
import { PatientReport } from '../../../../extensions/combined-report/src/services/PatientReport';
import type { ReportPorts } from '../../../../extensions/combined-report/src/services/ReportLoader';
import type { ReportDraft } from '../../../../extensions/combined-report/src/services/reportDraft';
import { memoryDrafts } from '../../../harness/memoryDrafts';
import { asImage, ofPatient, smallReport, writeResults, type Whose } from '../../../harness/patientReports';
import { savedCt } from '../../../harness/savedCt';
import { workplace, type Workplace } from '../../../server/testServer';

let ct: CtToSave;
const places: Workplace[] = [];
beforeAll(async () => {
  ct = await savedCt();
});
afterAll(async () => {
  for (const place of places) await place.close();
});

/** @param time tells versions apart */
const ctResult = (whose: Whose, version = 1, time = '101600'): ResultObjects =>
  ctObjects({
    ...ofPatient(ct, whose),
    decisions: [],
    version,
    savedBy: { ...ct.savedBy, at: { date: '20261122', time } },
  });

const studyOf = ({ objects }: ResultObjects): string => objects[0]?.studyInstanceUid ?? '';

async function rootOver(results: readonly ResultObjects[]): Promise<string> {
  const place = await workplace();
  places.push(place);
  await writeResults(place.data, results);
  return `${(await place.start()).url}/dicomweb`;
}

/** The service as the page has it, with a worker's work done here. */
function reportAt(
  root: string,
  { drafts = memoryDrafts<ReportDraft>(), name }: { drafts?: SharedDrafts<ReportDraft>; name?: string } = {},
) {
  const reader = new ObservableState<Reader>({ name, source: 'browser' });
  const client: ReportPorts['client'] = {
    readFacts: async (archive, addresses, notShown) => {
      const dicomweb = dicomwebClient(archive.root, { fetch });
      const files = await Promise.all(addresses.map(address => dicomweb.instance(address)));
      return factsOf(files.map(unchangedReport), { context: NO_CONTEXT, decisions: [], notShown });
    },
    readReport: () => Promise.reject(new Error('Nothing was stored.')),
  };
  const archive = () => ({ root, headers: () => ({}) });
  const now = () => new Date(2026, 10, 22, 17, 5, 9);
  return { report: new PatientReport({ archive, client, drafts, reader, now }), reader };
}

const decisionsOf = (report: PatientReport) => report.openReport()?.entries.decisions;

test('a decision bears the reader and the time, and stands in the document', async () => {
  const result = ctResult({ id: 'D1' });
  const { report } = reportAt(await rootOver([result]), { name: 'Dr. Anna First' });
  await report.open(studyOf(result));
  report.decide('tils', { kind: 'amended', class: 'low', reason: ' Counted again ' });
  const [row] = (report.openReport()?.document.comparison ?? []).filter(({ target }) => target === 'tils');
  expect(row?.decision).toEqual({
    ...{ target: 'tils', kind: 'amended', class: 'low', amends: 'ct', reason: 'Counted again' },
    ...{ reader: 'Dr. Anna First', at: '2026-11-22T17:05:09' },
  });
  report.takeBack('tils');
  expect(decisionsOf(report)).toEqual([]);
});

test('without a name nothing is decided, and without a reason nothing amended', async () => {
  const result = ctResult({ id: 'D2' });
  const { report, reader } = reportAt(await rootOver([result]));
  await report.open(studyOf(result));
  report.decide('tils', { kind: 'accepted' });
  expect(decisionsOf(report)).toEqual([]);
  reader.update({ name: 'Dr. Anna First' });
  report.decide('tils', { kind: 'rejected', reason: '  ' });
  report.decide('tils', { kind: 'rejected', reason: 'pasted\u0007' });
  expect(decisionsOf(report)).toEqual([]);
});

test('another version of the CT begins without decisions, what was typed stays; the first version has its own again', async () => {
  const whose = { id: 'V1' };
  const [first, second] = [ctResult(whose, 1, '080000'), ctResult(whose, 2, '090000')];
  const { report } = reportAt(await rootOver([first, second]), { name: 'Dr. Anna First' });
  await report.open(studyOf(first));
  report.type('t', 'cT3');
  report.decide('tils', { kind: 'accepted' });
  const [newest, older] = report.openReport()?.person.results[0]?.versions ?? [];
  if (!newest || !older) throw new Error('Two versions were stored.');
  await report.show(older, newest);
  expect(report.openReport()?.document.sources[0]?.version).toBe(1);
  expect(decisionsOf(report)).toEqual([]);
  expect(report.openReport()?.haveDecisionsGone).toBe(true);
  expect(report.openReport()?.entries.context.t).toBe('cT3');
  await report.show(newest, older);
  expect(decisionsOf(report)).toMatchObject([{ target: 'tils', kind: 'accepted' }]);
  expect(report.openReport()?.haveDecisionsGone).toBe(false);
});

test('a result is left out by the reader and put back, also after a reload; what was decided with it comes back', async () => {
  const whose = { id: 'W1' };
  const result = ctResult(whose);
  const root = await rootOver([result, smallReport({ ...whose, study: 'slide' }, { kind: 'slide' })]);
  const drafts = memoryDrafts<ReportDraft>();
  const { report } = reportAt(root, { drafts, name: 'Dr. Anna First' });
  await report.open(studyOf(result));
  report.type('t', 'cT3');
  report.decide('tils', { kind: 'rejected', reason: 'CT has motion' });
  const made = decisionsOf(report);
  const ctVersion = report.openReport()?.chosen.ct;
  if (!ctVersion) throw new Error('A CT was stored.');
  await report.leaveOut(ctVersion, true);
  expect(report.openReport()).toMatchObject({
    chosen: { ct: undefined, leftOut: [ctVersion] },
    haveDecisionsGone: true,
    entries: { decisions: [] },
    document: { leftOut: [ctVersion.report.address.instance] },
  });
  expect(report.openReport()?.document.ct.absent?.because).toBe(
    'The stored CT prediction was left out of this report.',
  );
  report.decide('tils', { kind: 'amended', class: 'high', reason: 'Seen on the slide' });
  const again = reportAt(root, { drafts }).report;
  await again.open(studyOf(result));
  expect(again.openReport()).toMatchObject({ chosen: { ct: undefined }, haveDecisionsGone: true });
  await again.leaveOut(ctVersion, false);
  expect(again.openReport()).toMatchObject({
    entries: { context: { t: 'cT3' }, decisions: made, without: [] },
    document: { leftOut: [] },
    haveDecisionsGone: true,
  });
  expect(again.openReport()?.document.ct.absent).toBeUndefined();
  await again.leaveOut(ctVersion, true);
  expect(decisionsOf(again)).toMatchObject([{ class: 'high', amends: 'tissue' }]);
});

test('what was typed comes back for this patient after a reload, and for no other', async () => {
  const [one, two] = [ctResult({ id: 'K1', name: 'Same^Name' }), ctResult({ id: 'K2', name: 'Same^Name' })];
  const root = await rootOver([one, two]);
  const drafts = memoryDrafts<ReportDraft>();
  const before = reportAt(root, { drafts }).report;
  await before.open(studyOf(one));
  before.type('remarks', 'For K1 only');
  const after = reportAt(root, { drafts }).report;
  await after.open(studyOf(one));
  expect(after.openReport()?.entries.context.remarks).toBe('For K1 only');
  await after.open(studyOf(two));
  expect(after.openReport()?.facts.patient.id).toBe('K2');
  expect(after.openReport()?.entries.context.remarks).toBe('');
});

test('after another CT was stored the kept decisions are left out, and that is said', async () => {
  const [first, later] = [
    ctResult({ id: 'L1', study: 'first', studyDate: '20260102' }),
    ctResult({ id: 'L1', study: 'later', studyDate: '20260601' }),
  ];
  const root = await rootOver([first]);
  const drafts = memoryDrafts<ReportDraft>();
  const before = reportAt(root, { drafts, name: 'Dr. Anna First' }).report;
  await before.open(studyOf(first));
  before.type('n', 'cN1');
  before.decide('tils', { kind: 'accepted' });
  const again = reportAt(root, { drafts }).report;
  await again.open(studyOf(first));
  expect(decisionsOf(again)).toHaveLength(1);
  const files = later.objects.map(({ bytes }) => bytes);
  await dicomwebClient(root, { fetch }).store(files, 'timescope-test');
  const after = reportAt(root, { drafts }).report;
  await after.open(studyOf(first));
  expect(after.openReport()?.document.sources[0]?.studyInstanceUid).toBe(studyOf(later));
  expect(decisionsOf(after)).toEqual([]);
  expect(after.openReport()?.haveDecisionsGone).toBe(true);
  expect(after.openReport()?.entries.context.n).toBe('cN1');
});

test('where one ID means two persons a reader is asked, and sees the results of the chosen one alone', async () => {
  const [one, two] = [
    ctResult({ id: 'P1', name: 'Lund^Anna', study: 'a' }),
    ctResult({ id: 'P1', name: 'Berg^Kari', study: 'b' }),
  ];
  const { report } = reportAt(await rootOver([one, two]));
  await report.open(studyOf(one));
  const { stage } = report.state.get();
  if (stage.kind !== 'asking') throw new Error(`It is ${stage.kind}.`);
  expect(stage.candidates.map(({ patient }) => patient.name)).toEqual(['Berg^Kari', 'Lund^Anna']);
  await report.choosePerson(stage.candidates[0]?.key);
  expect(report.openReport()?.facts.patient.name).toBe('Berg^Kari');
  expect(report.openReport()?.document.sources).toHaveLength(1);
  await report.choosePerson(undefined);
  expect(report.state.get().stage.kind).toBe('asking');
});

test('results with an issuer of the ID and without are apart, or of one person where a reader says so', async () => {
  const [issued, other] = [
    ctResult({ id: 'Q1', issuer: 'HOSPITAL', study: 'a' }),
    ctResult({ id: 'Q1', study: 'b' }),
  ];
  const { report } = reportAt(await rootOver([issued, other]));
  await report.open(studyOf(issued));
  const { stage } = report.state.get();
  if (stage.kind !== 'asking') throw new Error(`It is ${stage.kind}.`);
  const without = stage.candidates.find(({ patient }) => patient.issuer === '');
  await report.choosePerson(without?.key);
  expect(report.openReport()?.person.results).toHaveLength(1);
  expect(report.openReport()?.facts.patient.issuer).toBe('');
  await report.choosePerson(joinsAmong(stage.candidates)[0]?.key);
  expect(report.openReport()?.person.results).toHaveLength(2);
});

test('a report of somebody else than the opened study is shown only where a reader chooses so', async () => {
  const lund = ctResult({ id: 'O1', name: 'Lund^Anna', birthDate: '19500101', study: 'a' });
  const whose = { id: 'O1', name: 'Berg^Kari', birthDate: '19800403', study: 'b' };
  const berg = asImage(smallReport(whose, { kind: 'ct' }));
  const { report } = reportAt(await rootOver([lund, berg]));
  await report.open(studyOf(berg));
  const { stage } = report.state.get();
  if (stage.kind !== 'asking') throw new Error(`It is ${stage.kind}.`);
  expect(stage.opened.name).toBe('Berg^Kari');
  expect(stage.candidates.map(({ patient }) => patient.name)).toEqual(['Lund^Anna']);
  await report.choosePerson(stage.candidates[0]?.key);
  expect(report.openReport()).toMatchObject({ isChosen: true, facts: { patient: { name: 'Lund^Anna' } } });
  await report.choosePerson(undefined);
  expect(report.state.get().stage.kind).toBe('asking');
});

test('an archive that is away, and a study that it does not have, are said in one sentence', async () => {
  const result = ctResult({ id: 'E1' });
  const { report } = reportAt(await rootOver([result]));
  await report.open('1.2.3.4.5.6.7');
  expect(report.state.get().stage).toEqual({
    kind: 'failed',
    message: 'The archive does not have this study. Go back to the study list and open another one.',
  });
  const away = reportAt('http://127.0.0.1:9/dicomweb').report;
  await away.open(studyOf(result));
  expect(away.state.get().stage.kind).toBe('failed');
});
