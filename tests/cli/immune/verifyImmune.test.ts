import { immuneHash } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneHash';
import type { ImmuneResult } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import { wrongIndices } from '../../../packages/cli/src/verify/immuneIndexChecks';
import { immuneOfPair, wholeImmune } from '../../harness/handMadeImmune';

const whole = JSON.parse(JSON.stringify(wholeImmune())) as ImmuneResult;

/** The document with one value changed by hand. @param path members, joined by points */
function edited(path: string, value: unknown): ImmuneResult {
  const copy = structuredClone(whole);
  const names = path.split('.');
  const last = names.pop() ?? '';
  const place = names.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], copy);
  (place as Record<string, unknown>)[last] = value;
  return copy;
}

test('a result as it was made follows from itself, with and without a cohort', () => {
  expect(wrongIndices(whole)).toEqual([]);
  for (const hasCohort of [true, false])
    expect(wrongIndices(JSON.parse(JSON.stringify(immuneOfPair(hasCohort))) as ImmuneResult)).toEqual([]);
});

test.each([
  ['groups.tsr', 'low', 'groups.tsr'],
  ['groups.is', 'low', 'groups.is'],
  ['groups.time', 'low', 'groups.time'],
  ['groups.stromaImmuneScoreTwo', 'low', 'groups.stromaImmuneScoreTwo'],
  ['tsr', 0.2, 'tsr'],
  ['tsrOn', 'IHC', 'tsrOn'],
  ['time.score', 1, 'time'],
  ['tils.grade', 0, 'tils'],
  ['immuneScore.score', 1, 'immuneScore'],
  ['scores.stroma.percentiles.cd3', 90, 'scores.stroma'],
  ['slides.he.tsr', 0.1, 'slides.he.tsr'],
  ['slides.he.stromaOfFields.value', 0.9, 'slides.he.stromaOfFields'],
  ['slides.he.stromaOfFields.group', 'low', 'slides.he.stromaOfFields'],
  ['slides.cd3.fields.centre.fields.0.positive', 1, 'fields of cd3.centre'],
])('%s set to %j by hand does not follow', (path, value, named) => {
  expect(wrongIndices(edited(path, value))).toContain(named);
});

test.each([
  ['reference.n', 300],
  ['reference.name', 'Another site'],
  ['links.0.residualUm', 1],
  ['warnings', []],
  ['notEvaluable', {}],
  ['slides.he.stromaOfFields.value', 0.9],
  ['slides.cd3.coverage.fraction', 0.1],
])('%s changed by hand: the hash is another one', (path, value) => {
  expect(immuneHash(edited(path, value))).not.toBe(whole.hash);
});

test('names of slides stay out of the hash, and a document of version 1 keeps the one that it was given', () => {
  expect(immuneHash(edited('slides.cd3.input.description', 'moved.svs'))).toBe(whole.hash);
  const before = edited('version', 1);
  expect(immuneHash({ ...before, warnings: [] })).toBe(immuneHash(before));
});
