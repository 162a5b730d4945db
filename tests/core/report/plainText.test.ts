import { composeReport } from '@timescope/core/report/composeReport';
import { NO_CONTEXT, type ContextFields } from '@timescope/core/report/contextFields';
import { plainText } from '@timescope/core/report/plainText';
import { readableMoment } from '@timescope/core/report/readableMoment';
import { readableName } from '@timescope/core/report/readableName';
import type { ReportFacts } from '@timescope/core/report/reportFacts';
import { ctWith, decided, immuneWith, patientFacts, said, slideWith } from '../../harness/reportFacts';

const compose = (more: Partial<ReportFacts>) =>
  composeReport(patientFacts(more), { madeAt: '2026-11-22T10:00:00', reader: 'Lund^Anna' });

const whole: Partial<ReportFacts> = {
  ct: ctWith({ tsr: [0.9, 0.5], tils: [0.1, 0.5, { demonstration: true }] }),
  immune: immuneWith({ tsr: 0.62, tils: 1, is: 3, time: 2 }),
  slides: [
    slideWith('MHC-I', '20260301'),
    slideWith('MHC-I', '20260412', {
      hScore: { whole: said(130, '1.9'), tumour: said(160, '1.9'), stroma: said(20, '1.9') },
    }),
  ],
  decisions: [decided('tils', 'rejected', { reason: 'Motion' })],
};

test('labels stand left, values right, nothing beyond 80 columns', () => {
  const lines = plainText(compose(whole)).split('\n');
  expect(Math.max(...lines.map(line => Array.from(line).length))).toBeLessThanOrEqual(80);
  expect(lines).toContain(`${'Name'.padEnd(38)}Berg, Ida`);
  expect(lines).toContain(`${'    Probability of "high"'.padEnd(38)}0.900`);
  expect(lines).toContain(`${'H-score, tumour'.padEnd(38)}+40.0 (from 120.0 to 160.0)`);
  expect(lines).toContain('Tissue of 2026-11-01 shows TSR high, IS high and TIME high; CT of 2026-11-01');
  expect(lines).toContain('predicts TSR high; CT and tissue agree in TSR.');
  expect(lines).toContain('- TILs: rejected by Weiss, Jan, 2026-11-22 09:30: Motion.');
});

test('every value of the report stands in the text', () => {
  const document = compose(whole);
  const text = plainText(document).replace(/\s+/g, ' ');
  const rows = [
    ...document.patient,
    ...document.comparison.flatMap(({ ct, tissue }) =>
      [ct, tissue].flatMap(side => (side.kind === 'assessed' ? side.rows : [])),
    ),
    ...[
      document.ct,
      ...document.pathology,
      ...document.changes,
      document.context,
      document.provenance,
    ].flatMap(({ rows: own }) => own),
  ];
  expect(rows.length).toBeGreaterThan(80);
  for (const { label, value } of rows) expect(text).toContain(`${label} ${value.text}`.replace(/\s+/g, ' '));
});

test('the text of a demonstration patient says so at its top', () => {
  const patient = { ...patientFacts().patient, synthetic: true };
  expect(plainText(compose({ patient })).split('\n').slice(0, 3)).toEqual([
    'COMBINED REPORT: CT AND TISSUE',
    'For Research Use Only. Not for use in diagnostic procedures.',
    'Demonstration patient: generated data, of no person.',
  ]);
});

const HOSTILE = '<script>alert("1")</script> & ${x} {{y}}';
const RIGHT_TO_LEFT = 'שרה כהן';
const LONG_ID = 'X'.repeat(64);

test('markup, right-to-left names and ids of 64 characters are text, unchanged', () => {
  const context: ContextFields = { ...NO_CONTEXT, t: HOSTILE, remarks: `${HOSTILE}\n${RIGHT_TO_LEFT}` };
  const document = compose({
    patient: {
      ...patientFacts().patient,
      id: LONG_ID,
      issuer: HOSTILE,
      name: `Cohen^Sara==${RIGHT_TO_LEFT}`,
    },
    ct: ctWith({ tsr: [0.9, 0.5] }, { roiLabel: HOSTILE, warnings: [HOSTILE] }),
    slides: [slideWith(HOSTILE, '20261101', { specimen: LONG_ID, warnings: [RIGHT_TO_LEFT] })],
    context,
    decisions: [decided('tsr', 'rejected', { reason: HOSTILE, reader: RIGHT_TO_LEFT })],
  });
  const valueOf = (label: string) =>
    [...document.patient, ...document.ct.rows, ...document.context.rows].find(row => row.label === label)
      ?.value.text;
  expect(valueOf('Patient ID')).toBe(LONG_ID);
  expect(valueOf('Name')).toBe(`Cohen, Sara (${RIGHT_TO_LEFT})`);
  expect(valueOf('Outlined region')).toBe(HOSTILE);
  expect(valueOf('T')).toBe(HOSTILE);
  expect(valueOf('Remarks')).toBe(context.remarks);
  expect(document.conclusion.flags).toContain(`CT: ${HOSTILE}`);
  expect(document.conclusion.flags).toContain(
    `TSR: rejected by ${RIGHT_TO_LEFT}, 2026-11-22 09:30: ${HOSTILE}.`,
  );
  const text = plainText(document);
  for (const each of [LONG_ID, RIGHT_TO_LEFT, '<script>alert("1")</script>']) expect(text).toContain(each);
  expect(Math.max(...text.split('\n').map(line => Array.from(line).length))).toBeLessThanOrEqual(80);
});

test('a plot holds no markup of a name', () => {
  const pair = [slideWith('<b>x</b>', '20260301'), slideWith('<b>x</b>', '20260412')];
  const [figure] = compose({ slides: pair }).changes[0]?.figures ?? [];
  expect(figure?.kind).toBe('plot');
  expect(JSON.stringify(figure?.kind === 'plot' ? figure.svg : '')).not.toContain('<b>');
});

test('words longer than a line are cut, and none is lost', () => {
  const t = 'Y'.repeat(200);
  const text = plainText(compose({ context: { ...NO_CONTEXT, t } }));
  expect(text.replace(/\s/g, '')).toContain(t);
});

test.each([
  ['Lund^Anna', 'Lund, Anna'],
  ['Lund^Anna^Maria^Dr^MD', 'Lund, Dr Anna Maria MD'],
  ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'Yamada, Tarou (山田, 太郎, やまだ, たろう)'],
  ['Dr. Weiss', 'Dr. Weiss'],
  ['', ''],
  ['=山田^太郎', '山田, 太郎'],
])('the name %s reads %s', (written, readable) => {
  expect(readableName(written)).toBe(readable);
});

test.each([
  ['2026-11-22T09:30:15', '2026-11-22 09:30'],
  ['2026-11-22T09:30:15.123Z', '2026-11-22 09:30 UTC'],
  ['2026-11-22T09:30:15+01:00', '2026-11-22 09:30 +01:00'],
  ['2026-11-22', '2026-11-22'],
  ['yesterday', 'yesterday'],
])('the moment %s reads %s', (written, readable) => {
  expect(readableMoment(written)).toBe(readable);
});

test('a part that is not there at all is one line with its reason', () => {
  const document = compose({ ...whole, ct: undefined });
  const text = plainText(document);
  const { title, absent } = document.ct;
  const part =
    text
      .slice(text.indexOf(`\n${title}\n`))
      .split('\n\n')[0]
      ?.trim()
      .split('\n') ?? [];
  expect(part.slice(2).join(' ')).toBe(`${absent?.text ?? ''} (${absent?.because ?? ''})`);
});
