import { areDecidedOn, chosenVersions, notChosen } from '@timescope/core/report/chosenVersions';
import { composeReport } from '@timescope/core/report/composeReport';
import type { ReportFacts } from '@timescope/core/report/reportFacts';
import type { PatientResult, PatientVersion } from '@timescope/core/report/resultGroups';
import { ctWith, immuneWith, patientFacts, slideWith } from '../../harness/reportFacts';
import { other, slides } from './rules/ruleParts';

const version = (instance: string, number: number): PatientVersion => ({
  report: {
    address: { study: '1.1', series: `${instance}.2`, instance },
    madeAt: `2026112${number}101500`,
    author: 'Lund^Anna',
    sources: [],
  } as unknown as PatientVersion['report'],
  parts: [],
  predecessor: undefined,
  subject: 'TIMEscope CT: prediction / Tumour',
  number,
  signed: false,
});
const result = (
  kind: PatientResult['kind'],
  ...versions: [PatientVersion, ...PatientVersion[]]
): PatientResult => ({ kind, title: '', studyDate: '', versions });

const [second, first, liver] = [version('1.1.2', 2), version('1.1.1', 1), version('1.2.1', 1)];
const [cd3, cd8] = [version('1.3.1', 1), version('1.4.1', 1)];
const results = [
  result('ct', second, first),
  result('ct', liver),
  result('slide', cd3),
  result('slide', cd8),
];

test('a result is left out by the UID of each of its versions, and no other CT steps in', () => {
  for (const uid of ['1.1.2', '1.1.1']) {
    const chosen = chosenVersions(results, [], [uid]);
    expect(chosen).toMatchObject({ ct: undefined, leftOut: [second], slides: [cd3, cd8] });
    expect(notChosen(results, chosen).filter(({ isLeftOut }) => isLeftOut)).toMatchObject([
      { kind: 'ct', sopInstanceUid: '1.1.2' },
    ]);
  }
  expect(chosenVersions(results, [], ['1.4.1'])).toMatchObject({
    ct: second,
    slides: [cd3],
    leftOut: [cd8],
  });
});

test('another CT that the reader wants is shown although the usual one is left out', () => {
  expect(chosenVersions(results, ['1.2.1'], ['1.1.2'])).toMatchObject({ ct: liver, leftOut: [] });
});

test('what was decided stands for the same CT and immune result while nothing that it was decided on is gone', () => {
  const usual = chosenVersions(results);
  expect(areDecidedOn(usual, results, ['1.1.2', '1.3.1'])).toBe(true);
  expect(areDecidedOn(usual, results, ['1.1.1', '1.3.1'])).toBe(false);
  expect(areDecidedOn(usual, results, ['1.3.1'])).toBe(false);
  const withoutCt = results.filter(({ kind }) => kind === 'slide');
  expect(areDecidedOn(chosenVersions(withoutCt), withoutCt, ['1.1.2', '1.3.1'])).toBe(false);
  expect(areDecidedOn(chosenVersions(withoutCt), withoutCt, ['1.3.1'])).toBe(true);
});

const immuneOn = (studyDate: string, ...versions: [PatientVersion, ...PatientVersion[]]): PatientResult => ({
  ...result('immune', ...versions),
  studyDate,
});
const [week6, baseline, twin] = [version('1.5.1', 1), version('1.6.1', 1), version('1.7.1', 1)];
const twoDays = [
  result('ct', first),
  immuneOn('20260302', week6),
  immuneOn('20260119', baseline),
  immuneOn('20260119', twin),
  immuneOn('', version('1.8.1', 1)),
];

test('beside the newest immune result stands one of each day before it, unless it is left out or the newest is', () => {
  const usual = chosenVersions(twoDays);
  expect(usual).toMatchObject({ immune: week6, earlierImmune: [baseline] });
  expect(notChosen(twoDays, usual).map(({ sopInstanceUid }) => sopInstanceUid)).toEqual(['1.7.1', '1.8.1']);
  expect(chosenVersions(twoDays, [], ['1.6.1'])).toMatchObject({ earlierImmune: [], leftOut: [baseline] });
  expect(chosenVersions(twoDays, [], ['1.5.1'])).toMatchObject({
    ...{ immune: undefined, earlierImmune: [], leftOut: [week6] },
  });
  expect(chosenVersions(twoDays, ['1.6.1'])).toMatchObject({ immune: baseline, earlierImmune: [] });
  expect(chosenVersions(twoDays, ['1.5.1', '1.6.1'])).toMatchObject({
    immune: week6,
    earlierImmune: [baseline],
  });
});

test('a decision about the newest immune result stands beside the earlier one, and falls with the newest', () => {
  const madeOn = ['1.1.1', '1.5.1', '1.6.1'];
  expect(areDecidedOn(chosenVersions(twoDays), twoDays, madeOn)).toBe(true);
  expect(areDecidedOn(chosenVersions(twoDays, ['1.6.1']), twoDays, madeOn)).toBe(false);
  expect(areDecidedOn(chosenVersions(twoDays), twoDays, ['1.1.1', '1.6.1'])).toBe(false);
});

const compose = (facts: Partial<ReportFacts>) =>
  composeReport(patientFacts(facts), { madeAt: '2026-11-22T10:00:00Z', reader: '' });

test('the report says what the reader left out, and where it would stand', () => {
  const document = compose({
    immune: immuneWith({ tsr: 0.7 }),
    slides,
    notShown: [other({ isLeftOut: true, version: 1 }), other({ version: 2, sopInstanceUid: '9.8' })],
  });
  const because = 'The stored CT prediction was left out of this report.';
  expect(document.leftOut).toEqual(['9.9.9']);
  expect(document.conclusion.flags).toContain(
    'CT prediction (Tumour), saved 2026-11-21: left out of this report.',
  );
  expect(document.conclusion.flags.join()).not.toContain('not shown');
  expect(document.conclusion.notAssessed).toEqual([
    because,
    'TILs by tissue: not assessed: The stored result does not say.',
    'IS by tissue: not assessed: The stored result does not say.',
    'TIME by tissue: not assessed: The stored result does not say.',
  ]);
  expect(document.comparison[0]?.ct).toEqual({ kind: 'missing', text: 'not assessed', because });
  expect(document.ct.absent).toEqual({ text: 'not assessed', because });
});

test('of one slide of two the flag names it and its marker', () => {
  const { conclusion, pathology, leftOut } = compose({
    slides: [slideWith('CD3', '20261101')],
    notShown: [other({ kind: 'slide', title: 'TIMEscope CD8: scores / Whole area', isLeftOut: true })],
  });
  expect(conclusion.flags).toContain('CD8 slide (Whole area), saved 2026-11-21: left out of this report.');
  expect(pathology.map(({ absent }) => absent?.text)).toEqual(['not assessed', undefined]);
  expect(leftOut).toEqual(['9.9.9']);
});

test('a part without a result is one line with its reason; its rows stay for programs', () => {
  const { ct, pathology } = compose({});
  for (const section of [ct, ...pathology]) {
    expect(section.absent).toMatchObject({
      text: 'not assessed',
      because: expect.stringMatching(/\.$/) as string,
    });
    expect(section.rows.every(({ value }) => value.because === section.absent?.because)).toBe(true);
  }
  expect(ct.rows).toHaveLength(9);
  const whole = compose({ ct: ctWith({}), immune: immuneWith({}), slides });
  expect([whole.ct, ...whole.pathology].map(({ absent }) => absent)).toEqual(
    [1, 2, 3, 4].map(() => undefined),
  );
});
