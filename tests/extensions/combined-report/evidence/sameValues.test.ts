import { sourceAttributes } from '@timescope/core/dicom/write/derivedModules';
import type { ReportDocument } from '@timescope/core/report/reportDocument';
import { reportStrings } from '@timescope/core/report/strings';
import { reportObjects } from '@timescope/extension-combined-report/evidence/reportObjects';
import { reportPdf } from '@timescope/extension-combined-report/evidence/reportPdf';
import { reportFonts } from '@timescope/runtime/reportFonts';
import { ordinaryFacts, reportOf } from '../../../harness/ordinaryReport';
import { triplesOfPdf } from '../../../harness/pdfTriples';
import { ctWith, patientFacts } from '../../../harness/reportFacts';
import { triplesOfReport, triplesOfSr } from '../../../harness/reportTriples';

const fonts = await reportFonts();
const facts = ordinaryFacts();
const report = reportOf(facts);

const images = {
  '00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.88.34'] },
  '00080018': { vr: 'UI', Value: ['1.2.3'] },
  '0020000D': { vr: 'UI', Value: ['1.2.3.1'] },
  '0020000E': { vr: 'UI', Value: ['1.2.3.2'] },
};

const pdfOf = (of: ReportDocument, paper: 'A4' | 'Letter' = 'A4') => reportPdf(of, new Map(), fonts, paper);

function srOf(document: ReportDocument): Uint8Array {
  const { objects } = reportObjects({
    ...{ document, pdf: new Uint8Array(), context: facts.context, version: 1, predecessor: null },
    source: sourceAttributes([images]),
    savedBy: { reader: 'Weiss^Jan', at: { date: '20261122', time: '101500' } },
  });
  return objects.at(-1)?.bytes ?? new Uint8Array();
}

const cases: readonly (readonly [string, ReportDocument])[] = [
  ['an ordinary report', report],
  ['a report of nothing', reportOf(patientFacts())],
  ['a report of one network', reportOf(patientFacts({ ct: ctWith({ tils: [0.41, 0.48] }) }))],
];

test.each(cases)('%s: every value of the SR and of the PDF, beside its label and in order', async (_, of) => {
  const triples = triplesOfReport(of);
  expect(triplesOfSr(srOf(of))).toEqual(triples);
  expect(triplesOfPdf(await pdfOf(of))).toEqual(triples);
  expect(triplesOfPdf(await pdfOf(of, 'Letter'))).toEqual(triples);
});

test('two values that changed places are found, in the SR and in the PDF', async () => {
  const { longAxis, shortAxis } = reportStrings.ct;
  const [long, short] = [longAxis, shortAxis].map(label => report.ct.rows.find(row => row.label === label));
  if (!long || !short) throw new Error('The CT has two axes.');
  const other = new Map([
    [long, short.value],
    [short, long.value],
  ]);
  const rows = report.ct.rows.map(row => ({ ...row, value: other.get(row) ?? row.value }));
  const swapped = { ...report, ct: { ...report.ct, rows } };
  const triples = triplesOfReport(report);
  expect(triplesOfSr(srOf(swapped))).not.toEqual(triples);
  expect(triplesOfPdf(await pdfOf(swapped))).not.toEqual(triples);
  expect(
    triplesOfPdf(await pdfOf(swapped))
      .flat()
      .sort(),
  ).toEqual([...triples].flat().sort());
});
