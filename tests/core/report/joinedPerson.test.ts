import { readPart10 } from '@timescope/core/dicom/read/part10';
import { composeReport } from '@timescope/core/report/composeReport';
import { NO_CONTEXT } from '@timescope/core/report/contextFields';
import { factsOf } from '@timescope/core/report/factsOf';
import { identityOf } from '@timescope/core/report/patientIdentity';
import { joinsAmong, resultsOfPerson, type PatientResults } from '@timescope/core/report/patientResults';
import { ctResult, slideResult, summary } from '../../harness/patientArchives';
import type { Whose } from '../../harness/patientReports';

const jane = { id: 'J1', issuer: 'CLINIC', name: 'Roe^Jane', birthDate: '19610412', sex: 'F' };
const ct = (more: Partial<Whose> = {}) => datasetOf(ctResult({ ...jane, ...more }));
const slide = (more: Partial<Whose> = {}) => datasetOf(slideResult({ ...jane, study: '2', ...more }));
const datasetOf = ({ objects }: ReturnType<typeof ctResult>) =>
  readPart10(objects.at(-1)?.bytes ?? new Uint8Array()).dataset;

const joinsOf = (found: PatientResults) => (found.kind === 'ambiguous' ? joinsAmong(found.candidates) : []);

test('results that name no issuer are not put beside those of one, unless the reader says so', () => {
  const reports = [ct(), slide({ issuer: '' })];
  const asked = { id: 'J1' };
  const found = resultsOfPerson(reports, asked, 2);
  expect(summary(found)).toEqual([
    ['', 'Roe^Jane', ['slide 1']],
    ['CLINIC', 'Roe^Jane', ['ct 1']],
  ]);
  const [join, ...others] = joinsOf(found);
  expect(others).toEqual([]);
  for (const identity of [join?.key ?? '', join?.key.split('+').reverse().join('+') ?? '']) {
    const whole = resultsOfPerson(reports, { ...asked, identity }, 2);
    expect(whole).toMatchObject({ kind: 'found', key: join?.key, patient: jane });
    expect(summary(whole)).toEqual(['ct 1', 'slide 1']);
  }
});

test.each<[string, Partial<Whose>]>([
  ['another issuer', { issuer: 'ELSEWHERE' }],
  ['another name', { issuer: '', name: 'Doe^Jane' }],
  ['another birth date', { issuer: '', birthDate: '19610413' }],
  ['another sex', { issuer: '', sex: 'M' }],
])('of %s nobody can say that it is one person', (_, more) => {
  const reports = [ct(), slide(more)];
  const found = resultsOfPerson(reports, { id: 'J1' }, 2);
  expect(joinsOf(found)).toEqual([]);
  const keys = found.kind === 'ambiguous' ? found.candidates.map(({ key }) => key) : [];
  expect(keys).toHaveLength(2);
  expect(resultsOfPerson(reports, { id: 'J1', identity: keys.join('+') }, 2).kind).toBe('ambiguous');
});

test('from a study that names the issuer the reader is asked, too; a key alone is one person', () => {
  const reports = [ct(), slide({ issuer: '' })];
  const fromStudy = { id: 'J1', issuer: 'CLINIC', opened: jane };
  expect(joinsOf(resultsOfPerson(reports, fromStudy, 2))).toHaveLength(1);
  expect(summary(resultsOfPerson(reports, { id: 'J1', issuer: 'CLINIC' }, 2))).toEqual(['ct 1']);
  const found = resultsOfPerson(reports, fromStudy, 2);
  const own =
    found.kind === 'ambiguous' ? found.candidates.find(({ patient }) => patient.issuer !== '') : undefined;
  expect(summary(resultsOfPerson(reports, { ...fromStudy, identity: own?.key ?? '' }, 2))).toEqual(['ct 1']);
  expect(summary(resultsOfPerson([ct(), slide()], fromStudy, 2))).toEqual(['ct 1', 'slide 1']);
});

test('the report of both says that a reader put them together', () => {
  const facts = factsOf([slide({ issuer: '', name: '' }), ct()], { context: NO_CONTEXT, decisions: [] });
  expect(facts.patient).toMatchObject({ ...identityOf(ct()), isJoined: true });
  const { conclusion } = composeReport(facts, { madeAt: '2026-11-22T10:00:00Z', reader: '' });
  expect(conclusion.flags[1]).toBe(
    'Results that name no issuer of the patient ID stand beside those issued by CLINIC: a reader said that they are of one person.',
  );
  expect(() =>
    factsOf([ct(), slide({ issuer: '', birthDate: '19900101' })], { context: NO_CONTEXT, decisions: [] }),
  ).toThrow('The results belong to different patients');
});
