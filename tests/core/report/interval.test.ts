import { composeReport } from '@timescope/core/report/composeReport';
import { NO_CONTEXT, type ContextFields } from '@timescope/core/report/contextFields';
import { ctWith, patientFacts, slideWith } from '../../harness/reportFacts';

/** What the row of the interval, and that of the specimen, say. */
function rowsOf(context: Partial<ContextFields>, scannedOn = '20261105') {
  const facts = patientFacts({
    ct: ctWith({ tsr: [0.9, 0.5] }),
    slides: [slideWith('Ki-67', scannedOn)],
    context: { ...NO_CONTEXT, ...context },
  });
  const { rows } = composeReport(facts, { madeAt: '2026-11-22T10:00:00Z', reader: '' }).context;
  const said = (name: string) => {
    const row = rows.find(({ label }) => label === name);
    return [row?.value.text, row?.detail];
  };
  return { interval: said('CT to specimen'), specimen: said('Specimen taken'), said };
}

test('the interval says which came first, and that it is by the scan where nobody typed a date', () => {
  const byScan = 'by the date of the scan of the slide';
  expect(rowsOf({}).interval).toEqual(['specimen 4 days after the CT', byScan]);
  expect(rowsOf({}).specimen).toEqual(['2026-11-05', 'date of the scan of the first slide']);
  expect(rowsOf({}, '20261031').interval).toEqual(['specimen 1 day before the CT', byScan]);
  expect(rowsOf({ specimenDate: '2025-10-21' }).interval).toEqual([
    'specimen 376 days before the CT',
    undefined,
  ]);
  expect(rowsOf({ specimenDate: '2026-11-01' }).interval).toEqual([
    'specimen on the day of the CT',
    undefined,
  ]);
});

test('what is chosen from a list is printed in the words of the strings', () => {
  const { said } = rowsOf({ msi: 'dMMR', neoadjuvant: 'none' });
  expect(said('Microsatellite status')).toEqual(['dMMR', 'as typed by the reader']);
  expect(said('Neoadjuvant therapy')).toEqual(['none', 'as typed by the reader']);
});
