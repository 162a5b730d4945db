import { changePlot } from '@timescope/core/plots/changePlot';
import { composeReport } from '@timescope/core/report/composeReport';
import type { ImmuneFacts, SlideFacts } from '@timescope/core/report/reportFacts';
import { immuneWith, notEvaluable, patientFacts, said, slideWith } from '../../harness/reportFacts';

const compose = (slides: readonly SlideFacts[]) =>
  composeReport(patientFacts({ slides }), { madeAt: '2026-11-22T10:00:00', reader: '' });

const baseline = slideWith('MHC-I', '20260301');
const week6 = slideWith('MHC-I', '20260412', {
  hScore: {
    whole: said(70, '1.9'),
    tumour: said(160.4, '1.9'),
    stroma: notEvaluable('No stroma was found.'),
  },
});

test('of a marker on two dates the later less the earlier value, each with its two items', () => {
  const [section, ...others] = compose([week6, baseline]).changes;
  expect(others).toEqual([]);
  expect(section?.title).toBe('Change of MHC-I, 2026-03-01 to 2026-04-12');
  const [tumour, stroma, whole] = section?.rows ?? [];
  expect(tumour).toMatchObject({
    label: 'H-score, tumour',
    value: {
      text: '+40.4',
      number: { value: expect.closeTo(40.4, 9) as number, unit: '{score}' },
      difference: { later: { report: '1.9' }, earlier: { report: baseline.source.sopInstanceUid } },
    },
    detail: 'from 120.0 to 160.4',
  });
  expect(stroma?.value).toMatchObject({
    text: '40.0 on 2026-03-01; not evaluable on 2026-04-12',
    sources: [{ report: baseline.source.sopInstanceUid }, { report: '1.2.3' }],
  });
  expect(stroma?.detail).toBe('No stroma was found.');
  expect(whole?.value.text).toBe('-10.0');
});

test('of three dates the first and the last; the one between is named', () => {
  const [section] = compose([baseline, slideWith('MHC-I', '20260320'), week6]).changes;
  expect(section?.title).toBe('Change of MHC-I, 2026-03-01 to 2026-04-12');
  expect(section?.notes).toEqual([
    'The dates are those of the scans; when the tissue was taken is not stored with the slides.',
    'Not compared: MHC-I of 2026-03-20, between the two.',
  ]);
});

test('the change in words is the difference of the two values that are printed beside it', () => {
  const hScore = (whole: number) => ({ hScore: { ...baseline.hScore, whole: said(whole, '1.9') } });
  const [section] = compose([
    slideWith('MHC-I', '20260301', hScore(13.34)),
    slideWith('MHC-I', '20260412', hScore(23.16)),
  ]).changes;
  const row = section?.rows.find(({ label }) => label === 'H-score, whole area');
  expect(row).toMatchObject({ value: { text: '+9.9' }, detail: 'from 13.3 to 23.2' });
  expect(row?.value.number?.value).toBeCloseTo(9.82, 9);
});

test('slides of two markers, or without a date, are no pair', () => {
  const { changes, limits } = compose([baseline, slideWith('CD73', '20260412'), slideWith('MHC-I', '')]);
  expect(changes).toEqual([]);
  expect(limits).toContain('No two slides of one marker and two dates: changes are not assessed.');
});

test('where two slides of one date stand at an end it is open which belong together', () => {
  const twin = { ...week6, source: { ...week6.source, sopInstanceUid: '1.9.9' } };
  const { changes, limits, pathology } = compose([baseline, week6, twin]);
  expect(changes).toEqual([]);
  expect(limits).toContain(
    'MHC-I: more than one slide scanned on one date; changes are not assessed, since it is open which belong together.',
  );
  const titles = pathology.map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
  expect(titles).toContain('MHC-I, S26-1, 2026-04-12 (2)');
});

const about = {
  title: 'H-score',
  label: 'H-score',
  times: ['2026-03-01', '2026-04-12'],
  range: [0, 300],
  write: String,
} as const;
const namesIn = (svg: string) => [...svg.matchAll(/<text x="246" y="([\d.]+)"/g)].map(([, y]) => Number(y));
const heightsOf = (...values: readonly number[]) =>
  namesIn(
    changePlot(
      values.map(value => ({ name: 'part', from: 0, to: value })),
      about,
    ),
  );

test('the plot draws a line a measure, told apart by dashes and names that do not overlap', () => {
  const svg = changePlot(
    [
      { name: 'tumour', from: 120, to: 160 },
      { name: 'stroma', from: 40, to: 158 },
    ],
    {
      title: 'H-score',
      label: 'H-score',
      times: ['2026-03-01', '2026-04-12'],
      range: [0, 300],
      write: String,
    },
  );
  expect(svg).toContain('tumour 120 \u2192 160');
  expect(svg.match(/stroke-dasharray="7 3"/g)).toHaveLength(1);
  const heights = namesIn(svg);
  expect(heights).toHaveLength(2);
  expect(Math.abs((heights[0] ?? 0) - (heights[1] ?? 0))).toBeGreaterThanOrEqual(14);
  expect(heightsOf(2, 1, 0).every(height => height <= 14 + 150 + 4)).toBe(true);
});

const immuneOn = (studyDate: string, more: Partial<ImmuneFacts> = {}): ImmuneFacts => {
  const found = immuneWith({ tsr: 0.4, tils: 1, is: 1, time: 0 }, more);
  const sopInstanceUid = `1.2.${studyDate}`;
  return { ...found, studyDate, source: { ...found.source, sopInstanceUid } };
};
const before = immuneOn('20260119', {
  warnings: ['The CD3 slide has only 0.2 mm2 of stroma in fields of 500 um.'],
});
const after = immuneOn('20260302', {
  tsr: said(0.55, '1.9'),
  time: notEvaluable('No H&E.'),
  stromaImmuneScore: said(81.5, '1.9'),
  resultHash: 'cd'.repeat(32),
});
const composeDays = (earlier: readonly ImmuneFacts[], later = after) =>
  composeReport(patientFacts({ immune: later, earlierImmune: earlier }), {
    madeAt: '2026-11-22T10:00:00',
    reader: '',
  });

test('of immune results of two days every index, the later less the earlier, and the hashes of both', () => {
  const { changes, provenance, sources, limits, patient } = composeDays([before]);
  const [section, ...others] = changes;
  expect(others).toEqual([]);
  expect(section?.title).toBe('Change of the immune indices, 2026-01-19 to 2026-03-02');
  const rows = new Map(section?.rows.map(({ label, value, detail }) => [label, [value.text, detail]]));
  expect(rows.get('Stroma / (stroma + tumour)')).toEqual([
    '+0.150',
    'from 0.400 to 0.550, both on CD3 and CD8',
  ]);
  expect(rows.get('Stroma-immune score')).toEqual(['+20', 'from 62 to 82']);
  expect(rows.get('CD8-positive cells in tumour')).toEqual(['0.0/mm²', 'from 50.0/mm² to 50.0/mm²']);
  expect(rows.get('High among TSR, TILs and IS')).toEqual([
    '0 of 3 on 2026-01-19; not evaluable on 2026-03-02',
    'No H&E.',
  ]);
  expect(section?.rows).toHaveLength(10);
  const stored = provenance.rows.filter(({ label }) => label.startsWith('Stored result'));
  expect(stored.map(({ label, detail }) => [label, detail])).toEqual([
    ['Stored result: Immune indices, 2026-03-02', `hash ${'cd'.repeat(32)}`],
    ['Stored result: Immune indices, 2026-01-19', `hash ${'ab'.repeat(32)}`],
  ]);
  expect(sources.map(({ sopInstanceUid }) => sopInstanceUid)).toEqual(['1.2.20260302', '1.2.20260119']);
  expect(limits).toContain(
    'Immune indices, 2026-01-19: The CD3 slide has only 0.2 mm² of stroma in fields of 500 µm.',
  );
  expect(limits.some(each => each.includes('changes are not assessed'))).toBe(false);
  expect(patient.find(({ label }) => label === 'Dates of the slides')?.value.text).toBe(
    '2026-01-19, 2026-03-02',
  );
});

test('places in two reference cohorts are not subtracted, two methods are said, a day between is named', () => {
  const reference = { name: 'Site B', patients: said(80), hash: 'ef'.repeat(32) };
  const [section] = composeDays([
    immuneOn('20260202'),
    immuneOn('20260119', { reference, method: 'by hand' }),
  ]).changes;
  expect(section?.rows.find(({ label }) => label === 'Intraepithelial-immune score')).toMatchObject({
    value: { text: '70 on 2026-01-19; 70 on 2026-03-02' },
    detail: 'No difference is given: the two were compared with different reference cohorts.',
  });
  expect(section?.notes.slice(1)).toEqual([
    'The two were not measured in the same way, so the change may be that of the method.',
    'Not compared: the immune indices of 2026-02-02, between the two.',
  ]);
});

test('a ratio of H&E is not subtracted from one of CD3 and CD8: both stand there, each with what it is of', () => {
  const earlier = immuneOn('20260119', { tsr: said(0.443, '1.8'), tsrOn: 'H&E', time: said(3, '1.8') });
  const later = immuneOn('20260302', {
    ...{ tsr: said(0.745, '1.9'), tsrOn: 'IHC (CD3), not H&E' },
    ...{ time: said(2, '1.9'), ratioReadBy: 'the whole section, IHC (CD3), not H&E' },
  });
  const rows = composeDays([earlier], later).changes[0]?.rows ?? [];
  const row = (label: string) => rows.find(each => each.label === label);
  expect(row('Stroma / (stroma + tumour)')).toMatchObject({
    value: {
      text: '0.443 on 2026-01-19, by H&E; 0.745 on 2026-03-02, by IHC (CD3), not H&E',
      sources: [{ report: '1.8' }, { report: '1.9' }],
    },
    detail: 'No difference is given: the two were measured on different stains.',
  });
  expect(row('High among TSR, TILs and IS')).toMatchObject({
    value: { text: '3 of 3 on 2026-01-19; 2 of 3 on 2026-03-02' },
    detail: 'No difference is given: the two count different tumour-stroma ratios.',
  });
});

test('an index that one day has and the other does not is said, and one of neither', () => {
  const rows =
    composeDays(
      [immuneOn('20260119', { immuneScore: said(3, '1.8'), tilGrade: undefined })],
      immuneOn('20260302', { immuneScore: undefined, tilGrade: undefined }),
    ).changes[0]?.rows ?? [];
  expect(rows.find(({ label }) => label === 'Immune score')?.value).toMatchObject({
    text: '3 of 4 on 2026-01-19; not measured on 2026-03-02',
    sources: [{ report: '1.8' }],
  });
  expect(rows.find(({ label }) => label === 'Grade of the lymphocytes')?.value).toEqual({
    text: 'not evaluable',
    because: 'Neither of the two has a value.',
  });
});
