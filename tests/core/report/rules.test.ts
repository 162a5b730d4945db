import { composeReport } from '@timescope/core/report/composeReport';
import type { ReportFacts } from '@timescope/core/report/reportFacts';
import { ctWith, decided, immuneWith, patientFacts } from '../../harness/reportFacts';
import { agreementRules } from './rules/agreementRules';
import { secondDecisionRules } from './rules/secondDecisionRules';
import { dateRules } from './rules/dateRules';
import { demonstrationRules } from './rules/demonstrationRules';
import { decisionRules } from './rules/decisionRules';
import { nearnessRules } from './rules/nearnessRules';
import { slideRules } from './rules/slideRules';
import { besideRules } from './rules/besideRules';
import { synthetic, slides, tissueHighLow, ctHighLow, demonstration } from './rules/ruleParts';

const rules = [
  ...agreementRules,
  ...demonstrationRules,
  ...dateRules,
  ...decisionRules,
  ...secondDecisionRules,
  ...nearnessRules,
  ...slideRules,
  ...besideRules,
];

const making = { madeAt: '2026-11-22T10:00:00', reader: 'Lund^Anna' };

test.each(rules)('$of', ({ facts, sentence, flags }) => {
  const { conclusion } = composeReport(patientFacts(facts), making);
  expect(conclusion.sentence).toBe(sentence);
  expect(conclusion.flags).toEqual(flags);
});

test('there are at least 40 rules, each of other words', () => {
  expect(rules.length).toBeGreaterThanOrEqual(40);
  expect(new Set(rules.map(({ of }) => of)).size).toBe(rules.length);
});

test('a conclusion is one sentence, and no word of it judges', () => {
  for (const { facts } of rules) {
    const { sentence } = composeReport(patientFacts(facts), making).conclusion;
    expect(sentence.match(/\./g)).toHaveLength(1);
    expect(sentence).not.toMatch(/favou?rable|good|poor|better|worse|benefit|prognos/i);
  }
});

const missingOf = (facts: Partial<ReportFacts>) =>
  composeReport(patientFacts(facts), making).conclusion.notAssessed;

test('what was not assessed is named, with the reason', () => {
  expect(missingOf({})).toEqual([
    'No stored CT prediction was chosen.',
    'No stored result of the CD3 and CD8 slides was chosen.',
    'No stored slide was chosen.',
  ]);
  expect(
    missingOf({
      ct: ctWith({ tils: [0.9, 0.5] }),
      immune: immuneWith({ tsr: 'No stroma was found.', tils: 1 }),
      slides,
    }),
  ).toEqual([
    'TSR by CT: not assessed: No network of this item ran.',
    'IS by CT: not assessed: No network of this item ran.',
    'TIME by CT: not assessed: No network of this item ran.',
    'TSR by tissue: not evaluable: No stroma was found.',
    'IS by tissue: not assessed: The stored result does not say.',
    'TIME by tissue: not assessed: The stored result does not say.',
  ]);
  expect(missingOf({ ct: ctHighLow, immune: tissueHighLow, slides })).toEqual([]);
});

test('rejected rows are named among what was not assessed', () => {
  const rejected = decided('tsr', 'rejected');
  expect(missingOf({ ct: ctHighLow, immune: tissueHighLow, slides, decisions: [rejected] })).toEqual([
    'TSR: rejected by Weiss, Jan.',
  ]);
  const ct = { ...ctHighLow, decisions: [rejected] };
  expect(missingOf({ ct, immune: tissueHighLow, slides })).toEqual(['TSR by CT: rejected by Weiss, Jan.']);
});

describe('a decision is printed with what it is about', () => {
  const rowsOf = (facts: Partial<ReportFacts>) =>
    composeReport(patientFacts(facts), making).comparison.map(({ decided: said, amends }) => [said, amends]);
  const by = 'by Weiss, Jan, 2026-11-22 09:30';

  test('whose class was accepted or amended; a rejection is of the row', () => {
    const ct = ctWith({ tsr: [0.9, 0.5], tils: [0.9, 0.5] });
    const immune = immuneWith({ tsr: 0.7, is: 3 });
    const decisions = [
      decided('tsr', 'accepted'),
      decided('tils', 'accepted'),
      decided('is', 'amended', { class: 'low' }),
      decided('time', 'rejected'),
    ];
    expect(rowsOf({ ct, immune, slides, decisions })).toEqual([
      [`TSR by CT and tissue: accepted ${by}`, 'ct'],
      [`TILs by CT: accepted ${by}`, 'ct'],
      [`IS by tissue is low: amended ${by}: Seen on the slide`, 'tissue'],
      [`TIME: rejected ${by}: Seen on the slide`, 'tissue'],
    ]);
  });

  test('one that was stored with the CT is of the CT alone, and says where it stands', () => {
    const ct = ctWith({ tsr: [0.9, 0.5] }, { decisions: [decided('tsr', 'accepted')] });
    const [[said] = []] = rowsOf({ ct, immune: tissueHighLow, slides });
    expect(said).toBe(`TSR by CT: accepted ${by}, in the CT result`);
    expect(rowsOf({ ct })[1]).toEqual(['none', 'tissue']);
  });

  test('what demonstration weights predict is not accepted with the tissue', () => {
    const ct = ctWith({ tsr: [0.9, 0.5, demonstration] });
    const decisions = [decided('tsr', 'accepted')];
    const [[said] = []] = rowsOf({ ct, immune: tissueHighLow, slides, decisions });
    expect(said).toBe(`TSR by tissue: accepted ${by}`);
  });
});

describe('the agreement of a row', () => {
  const agreementOf = (facts: Partial<ReportFacts>) =>
    composeReport(patientFacts(facts), making).comparison.map(({ agreement }) => agreement);

  test('says why two classes are not compared', () => {
    const ct = ctWith({ tsr: [0.9, 0.5], tils: [0.9, 0.5, demonstration] });
    const decisions = [decided('is', 'rejected')];
    expect(agreementOf({ ct, immune: tissueHighLow, slides, decisions })).toEqual([
      { text: 'concordant' },
      { text: 'not comparable', because: 'The prediction comes from demonstration weights.' },
      { text: 'not comparable', because: 'The reader rejected it.' },
      { text: 'not comparable', because: 'There is no CT class.' },
    ]);
  });

  test('is that of the demonstration patient, whose rows name the weights', () => {
    const ct = ctWith({ tils: [0.1, 0.5, demonstration] });
    const [, row] = composeReport(
      patientFacts({ patient: synthetic, ct, immune: tissueHighLow, slides }),
      making,
    ).comparison;
    expect(row?.agreement).toEqual({ text: 'concordant' });
    expect(row?.ct).toMatchObject({ demonstration: true });
    const words = row?.ct.kind === 'assessed' ? row.ct.rows.map(({ value }) => value.text) : [];
    expect(words).toContain('demonstration weights, no clinical meaning');
  });
});
