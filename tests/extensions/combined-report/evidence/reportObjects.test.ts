import { items, text } from '@timescope/core/dicom/json';
import { readEncapsulatedPdf } from '@timescope/core/dicom/read/encapsulatedPdf';
import { itemsOfTree, readStructuredReport } from '@timescope/core/dicom/read/structuredReport';
import type { ContentItem } from '@timescope/core/dicom/contentItem';
import { sourceAttributes } from '@timescope/core/dicom/write/derivedModules';
import { NO_CONTEXT } from '@timescope/core/report/contextFields';
import { reportKind } from '@timescope/core/report/reportKind';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { readReportSr } from '@timescope/extension-combined-report/evidence/readReportSr';
import {
  reportObjects,
  type ReportToSave,
} from '@timescope/extension-combined-report/evidence/reportObjects';
import { dumpOf, errorsIn } from '../../../harness/dicomOracles';
import { ordinaryFacts, reportOf } from '../../../harness/ordinaryReport';
import { printedWords, rowsOfReport } from '../../../harness/printedValues';
import { ctWith, decided, immuneWith, patientFacts } from '../../../harness/reportFacts';

const metadata = {
  '00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.88.34'] },
  '00080018': { vr: 'UI', Value: ['1.2.3'] },
  '0020000D': { vr: 'UI', Value: ['1.2.3.1'] },
  '0020000E': { vr: 'UI', Value: ['1.2.3.2'] },
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Berg^Ida' }] },
  '00100020': { vr: 'LO', Value: ['P-17'] },
};

const facts = ordinaryFacts();
const saved: ReportToSave = {
  document: reportOf(facts),
  pdf: new TextEncoder().encode('%PDF-1.7 of a test'),
  context: facts.context,
  source: sourceAttributes([metadata]),
  savedBy: { reader: 'Weiss^Jan', at: { date: '20261122', time: '101500' } },
  version: 1,
  predecessor: null,
};
const { objects, key } = reportObjects(saved);
const [pdf, sr] = objects;
if (!pdf || !sr) throw new Error('Two objects were expected.');

const texts = (bytes: Uint8Array): readonly string[] =>
  itemsOfTree(
    readStructuredReport(bytes).root,
    (item): item is ContentItem & { kind: 'TEXT' } => item.kind === 'TEXT',
  ).map(item => item.text);

test('a report is an encapsulated PDF and, last, a Comprehensive SR, both valid', () => {
  expect(objects.map(({ sopClassUid }) => sopClassUid)).toEqual([
    '1.2.840.10008.5.1.4.1.1.104.1',
    '1.2.840.10008.5.1.4.1.1.88.33',
  ]);
  expect(objects.map(({ bytes }) => errorsIn(bytes))).toEqual([[], []]);
  expect(dumpOf(sr.bytes)).toContain('Oncology Measurement Report');
});

test('the PDF comes back as it was, and its title says the research use', () => {
  const read = readEncapsulatedPdf(pdf.bytes);
  expect(read.pdf).toEqual(saved.pdf);
  expect(read.title).toBe(`Combined report: CT and tissue. ${RESEARCH_USE}`);
});

test('the SR holds every printed word of the report', () => {
  const held = texts(sr.bytes).join('\n');
  expect(printedWords(saved.document).filter(words => !held.includes(words))).toEqual([]);
});

test('every number stands with its unit and the content item that it was read from', () => {
  const rows = rowsOfReport(saved.document).filter(({ value }) => value.number);
  const numbers = itemsOfTree(
    readStructuredReport(sr.bytes).root,
    (item): item is ContentItem & { kind: 'NUM' } => item.kind === 'NUM',
  );
  expect(rows.length).toBeGreaterThan(40);
  expect(numbers.map(item => ('value' in item ? [item.value, item.unit.value] : []))).toEqual(
    rows.map(({ value }) => [value.number?.value, value.number?.unit]),
  );
  const sources = numbers.map(({ items = [] }) => items.filter(({ kind }) => kind === 'COMPOSITE').length);
  expect(sources).toEqual(rows.map(({ value }) => (value.difference ? 2 : 1)));
});

test('what was typed and decided comes back', () => {
  const read = readReportSr(sr.bytes);
  expect(read.context).toEqual(facts.context);
  expect(read.decisions).toEqual(facts.decisions);
  expect([read.version, read.reader, read.savedAt]).toEqual([1, 'Weiss^Jan', '2026-11-22T10:15:00']);
});

test('a rejection that was stored with the CT comes back as no decision of the report: the conclusion stays', () => {
  const ct = ctWith({ tsr: [0.2, 0.5] }, { decisions: [decided('tsr', 'rejected')] });
  const own = [decided('tils', 'rejected')];
  const rejected = patientFacts({ ct, immune: immuneWith({ tsr: 0.3 }), decisions: own });
  const document = reportOf(rejected);
  const stored = reportObjects({ ...saved, document }).objects.at(-1)?.bytes ?? new Uint8Array();
  const { decisions } = readReportSr(stored);
  expect(decisions).toEqual(own);
  expect(reportOf({ ...rejected, decisions }).conclusion).toEqual(document.conclusion);
  expect(texts(stored)).toContain('Seen on the slide');
  expect(errorsIn(stored)).toEqual([]);
});

test.each(['ct', 'tissue'] as const)(
  'an amendment comes back about the class that it was made about: %s',
  amends => {
    const own = [decided('tils', 'amended', { class: 'low', amends })];
    const amended = patientFacts({
      ...{ ct: ctWith({ tsr: [0.2, 0.5] }), immune: immuneWith({ tils: 2 }) },
      decisions: own,
    });
    const document = reportOf(amended);
    const stored = reportObjects({ ...saved, document }).objects.at(-1)?.bytes ?? new Uint8Array();
    expect(readReportSr(stored).decisions).toEqual(own);
    const by = { ct: 'TILs by CT is low', tissue: 'TILs by tissue is low' }[amends];
    expect(document.conclusion.flags.join()).toContain(by);
    expect(errorsIn(stored)).toEqual([]);
  },
);

test('what the reader left out comes back', () => {
  const without = { ...saved.document, leftOut: ['1.2.3.4', '1.2.3.5'] };
  const stored = reportObjects({ ...saved, document: without }).objects.at(-1)?.bytes ?? new Uint8Array();
  expect(readReportSr(stored).leftOut).toEqual(['1.2.3.4', '1.2.3.5']);
  expect(readReportSr(sr.bytes).leftOut).toEqual([]);
  expect(errorsIn(stored)).toEqual([]);
});

test('a report of nothing is written and read too', () => {
  const nothing = reportObjects({ ...saved, document: reportOf(patientFacts()), context: NO_CONTEXT });
  const last = nothing.objects.at(-1);
  expect(nothing.objects.flatMap(({ bytes }) => errorsIn(bytes))).toEqual([]);
  expect(readReportSr(last?.bytes ?? new Uint8Array()).context).toEqual(NO_CONTEXT);
});

test('the next version names the one before, also in another study', () => {
  const predecessor = {
    studyInstanceUid: '1.2.99',
    seriesInstanceUid: sr.seriesInstanceUid,
    sopInstanceUid: sr.sopInstanceUid,
  };
  const next = reportObjects({ ...saved, version: 2, predecessor });
  const last = next.objects.at(-1)?.bytes ?? new Uint8Array();
  expect(next.predecessor).toBe(sr.sopInstanceUid);
  expect(readReportSr(last).predecessor?.sopInstanceUid).toBe(sr.sopInstanceUid);
  const [before] = items(readPart10(last).dataset, '0040A360');
  expect(text(before ?? {}, '0020000D')).toBe('1.2.99');
  expect(errorsIn(last)).toEqual([]);
});

test('equal reports have equal keys and bytes, another word gives another key', () => {
  const again = reportObjects(saved);
  expect(again.objects.map(({ bytes }) => bytes)).toEqual(objects.map(({ bytes }) => bytes));
  const other = { ...saved, context: { ...saved.context, remarks: 'Another remark.' } };
  expect(reportObjects(other).key).not.toBe(key);
});

test('a report that was edited after it was saved is refused', () => {
  const edited = Uint8Array.from(sr.bytes);
  const at = Buffer.from(edited).indexOf('Second opinion');
  edited.set(new TextEncoder().encode('Forged opinion'), at);
  expect(() => readReportSr(edited)).toThrow('The result was changed since it was saved: its report.');
});

test('it is told from the results that it is made of, and from other objects', () => {
  expect(reportKind(readPart10(sr.bytes).dataset)).toBeUndefined();
  expect(() => readReportSr(pdf.bytes)).toThrow('The object is no structured report.');
});
