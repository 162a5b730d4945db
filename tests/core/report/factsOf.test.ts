import type { DicomJson } from '@timescope/core/dicom/json';
import { NO_CONTEXT } from '@timescope/core/report/contextFields';
import { DEMO_PATIENT } from '@timescope/core/report/demoPatient';
import { factsOf } from '@timescope/core/report/factsOf';
import { reportKind } from '@timescope/core/report/reportKind';
import { slideObjects } from '@timescope/extension-ihc-scoring/evidence/slideObjects';
import { newReading } from '@timescope/extension-ihc-scoring/pipeline/reading/reading';
import { signed } from '@timescope/extension-ihc-scoring/pipeline/reading/signedReading';
import { measuredSlide } from '../../harness/measuredSlide';
import { of } from '../../harness/slideMetadata';
import { ofPatient, reportOf, storedReports } from '../../harness/storedReports';

const stored = await storedReports();
const { ct, immune, earlier, later } = stored;
const beside = { context: NO_CONTEXT, decisions: [] };
const facts = factsOf([later, immune, ct, earlier], beside);

test('a report is known by its content items, whatever its series is called', () => {
  const renamed = (report: DicomJson): DicomJson => ({ ...report, '0008103E': of('LO', 'renamed') });
  expect([ct, immune, earlier, later].map(renamed).map(reportKind)).toEqual([
    'ct',
    'immune',
    'slide',
    'slide',
  ]);
  expect(reportKind({ ...ct, '0040A730': of('SQ') })).toBeUndefined();
  const oncology = { '00080100': of('SH', '126001'), '00080102': of('SH', 'DCM') };
  expect(reportKind({ ...ct, '0040A043': of('SQ', oncology) })).toBeUndefined();
});

test('slides stand by marker and date, whatever the order they came in', () => {
  expect(facts.slides.map(({ marker, takenOn }) => [marker, takenOn])).toEqual([
    ['Ki-67', '20260119'],
    ['Ki-67', '20260302'],
  ]);
});

test('of a CT: region, slice, segment with its series, networks, decisions with reader and time', () => {
  expect(facts.ct).toMatchObject({
    roiLabel: 'Tumour',
    source: { kind: 'ct', title: 'TIMEscope CT: prediction / Tumour', version: 1, reader: 'Reader^One' },
    segment: { segment: 1 },
    decisions: [
      { target: 'tsr', kind: 'accepted', reader: 'Reader^One', at: '2026-11-22T10:15:00', reason: '' },
      { target: 'tils', kind: 'amended', class: 'high', reason: 'Seen on the slide' },
      { target: 'is', kind: 'rejected', reason: 'Artefact' },
    ],
  });
  const { segment, slice, targets } = facts.ct ?? {};
  expect(slice).toMatchObject({
    source: { report: facts.ct?.source.sopInstanceUid, item: expect.stringMatching(/^1(\.\d+)+$/) as string },
    zMm: { value: expect.any(Number) as number },
  });
  for (const part of [segment, slice, targets?.tsr?.map])
    expect(part).toMatchObject({
      sopInstanceUid: expect.stringMatching(/^[\d.]+$/) as string,
      seriesInstanceUid: expect.stringMatching(/^[\d.]+$/) as string,
    });
  expect(targets?.tsr).toMatchObject({
    model: 'fixed-tsr 1',
    modelSha256: '0'.repeat(64),
    demonstration: true,
    auc: { value: 0.87, data: '120 held-out patients' },
  });
  expect(targets?.time).toBeUndefined();
});

test('of the tissue: classes, groups and the cohort', () => {
  expect(facts.immune).toMatchObject({
    classes: {
      tsr: { value: 'high' },
      tils: { value: 'high' },
      is: { value: 'high' },
      time: { value: 'high' },
    },
    tsrOn: 'H&E',
    stromaImmuneGroup: 'intermediate',
    intraepithelialImmuneGroup: 'low',
    reference: { name: 'Three patients', patients: { value: 3 } },
  });
});

test('of a slide and of the indices: which image and which scores they are of', () => {
  const { inputDigest, scoreHash } = facts.slides[0] ?? {};
  expect([inputDigest, scoreHash].map(hash => /^\S{8,}$/.test(hash ?? ''))).toEqual([true, true]);
  expect(facts.immune?.measured.map(({ marker }) => marker)).toEqual(['CD3', 'CD8']);
});

test('of a slide: what cannot be evaluated has its reason', () => {
  expect(facts.slides[0]?.hScore.stroma).toMatchObject({
    notEvaluable: expect.stringContaining('No stroma') as string,
    source: { item: expect.stringMatching(/^1(\.\d+)+$/) as string },
  });
  expect(facts.slides[0]?.tissueMap).toMatchObject({
    seriesInstanceUid: expect.stringMatching(/^[\d.]+$/) as string,
  });
});

test('of a signed slide: who signed what in place of which measured score', async () => {
  const saved = await measuredSlide(256, 256);
  const reading = signed({
    ...{
      number: 2,
      reader: 'Lund^Anna',
      signedAt: 1_790_000_000_000,
      reading: newReading('ki67'),
      runId: 'run',
    },
    ...{ result: saved.result, toolResult: saved.result },
    decision: { kind: 'overridden', score: 'hScore.whole', from: 94.2, to: 110, reason: 'Necrosis' },
  });
  const report = ofPatient(reportOf(slideObjects({ ...saved, signed: reading })));
  expect(factsOf([report], beside).slides[0]).toMatchObject({
    signed: { reader: 'Lund^Anna', version: 2, at: '2026-09-21T14:13:20.000Z' },
    overridden: { score: 'hScore.whole', measured: '94.2', signed: '110', reason: 'Necrosis' },
  });
});

test('the patient is that of the reports, and the demonstration patient only with its number and its issuer', () => {
  expect(facts.patient).toMatchObject({ id: 'P-17', issuer: 'HOSPITAL', name: 'Berg^Ida', synthetic: false });
  const patientOf = (id: string, issuer: string) => factsOf([ofPatient(ct, id, issuer)], beside).patient;
  expect(patientOf(DEMO_PATIENT.id, DEMO_PATIENT.issuer).synthetic).toBe(true);
  expect(patientOf(DEMO_PATIENT.id, '').synthetic).toBe(false);
  expect(patientOf('P-18', DEMO_PATIENT.issuer).synthetic).toBe(false);
});

test('patients are never mixed: neither by number nor by issuer', () => {
  const words = 'The results belong to different patients; a report is of one.';
  expect(() => factsOf([ct, ofPatient(immune, 'P-18')], beside)).toThrow(words);
  expect(() => factsOf([ct, ofPatient(immune, 'P-17', 'ELSEWHERE')], beside)).toThrow(words);
});

test('two CT results are not chosen between, and what is no result is refused', () => {
  expect(() => factsOf([ct, ct], beside)).toThrow('There are 2 CT results; a report shows one.');
  expect(() => factsOf([{ ...ct, '0040A730': of('SQ') }], beside)).toThrow('is no result of a CT');
  expect(() => factsOf([], beside)).toThrow('There is no stored result to report');
});

test('of immune results of two days the newest is compared with the CT, the other stands before it', () => {
  const onDay = (day: string, uid: string): DicomJson => ({
    ...immune,
    '00080020': of('DA', day),
    '00080018': of('UI', uid),
  });
  const [first, last] = [onDay('20260119', '2.25.1'), onDay('20260302', '2.25.2')];
  const { immune: newest, earlierImmune } = factsOf([first, last], beside);
  expect([newest, ...earlierImmune].map(result => result?.source.sopInstanceUid)).toEqual([
    '2.25.2',
    '2.25.1',
  ]);
  expect(newest?.resultHash).toMatch(/^[0-9a-f]{64}$/);
  expect(newest?.method).toContain('cd3: generic nuclei');
  expect(() => factsOf([first, onDay('20260119', '2.25.3')], beside)).toThrow(
    'There are two immune results of one day; a report shows one.',
  );
});
