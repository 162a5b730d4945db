import { composeReport } from '@timescope/core/report/composeReport';
import { NO_CONTEXT } from '@timescope/core/report/contextFields';
import { plainText } from '@timescope/core/report/plainText';
import { printable } from '@timescope/core/report/printable';
import { ctWith, decided, patientFacts, slideWith } from '../../harness/reportFacts';
import { other } from './rules/ruleParts';

const HIDDEN = 'left\u202ethgir\u0007\u2066';
const SHOWN = 'left U+202E thgir U+0007 U+2066';

const document = composeReport(
  patientFacts({
    patient: { ...patientFacts().patient, id: HIDDEN, issuer: HIDDEN, name: `${HIDDEN}^Ida` },
    ct: ctWith({ tsr: [0.9, 0.5, { model: HIDDEN }] }, { roiLabel: HIDDEN, warnings: [HIDDEN] }),
    slides: [
      slideWith(HIDDEN, '20260301'),
      slideWith(HIDDEN, '20260412', { specimen: HIDDEN, warnings: [HIDDEN] }),
    ],
    notShown: [other({ title: HIDDEN })],
    context: { ...NO_CONTEXT, t: HIDDEN, remarks: `one\t\r\n${HIDDEN}` },
    decisions: [decided('tsr', 'rejected', { reason: HIDDEN, reader: HIDDEN })],
  }),
  { madeAt: '2026-11-22T10:00:00Z', reader: 'Lund^Anna' },
);

test('what acts unseen stands by its code point in every text of the report', () => {
  const [row, ...others] = document.comparison;
  const texts = JSON.stringify({ ...document, comparison: [{ ...row, decision: undefined }, ...others] });
  expect(texts).not.toMatch(/[\u202e\u2066]|\\u0007/);
  expect(row).toMatchObject({ decided: `TSR: rejected by ${SHOWN}, 2026-11-22 09:30: ${SHOWN}` });
  expect(document.context.rows.find(({ label }) => label === 'T')?.value.text).toBe(SHOWN);
  expect(document.conclusion.flags).toContain(`CT: ${SHOWN}`);
  for (const unseen of ['\u202e', '\u2066', '\u0007']) expect(plainText(document)).not.toContain(unseen);
});

test('what was typed on lines of its own stays so', () => {
  expect(document.context.rows.find(({ label }) => label === 'Remarks')?.value.text).toBe(`one \n${SHOWN}`);
});

test('a decision keeps what was typed, for whoever makes the next version', () => {
  expect(document.comparison[0]?.decision).toMatchObject({ reason: HIDDEN, reader: HIDDEN });
});

test('what is written by code points once is not written so again', () => {
  expect(printable(printable(HIDDEN))).toBe(SHOWN);
  expect(printable('שרה כהן \u200d')).toBe('שרה כהן \u200d');
});
