import {
  contradict,
  identityOf,
  isDoubtful,
  joinedIdentity,
  personsAmong,
  type PatientIdentity,
} from '@timescope/core/report/patientIdentity';

const person = (more: Partial<PatientIdentity> = {}): PatientIdentity => ({
  ...{ id: '7', issuer: 'CLINIC', name: 'Roe^Jane', birthDate: '19610412', sex: 'F' },
  ...more,
});

test.each<[string, Partial<PatientIdentity>]>([
  ['another ID', { id: '8' }],
  ['an ID that differs in case', { id: '7a' }],
  ['another issuer', { issuer: 'OTHER' }],
  ['no issuer', { issuer: '' }],
  ['another family name', { name: 'Doe^Jane' }],
  ['another given name', { name: 'Roe^Joan' }],
  ['another birth date', { birthDate: '19610413' }],
  ['another sex', { sex: 'M' }],
])('%s contradicts', (_, more) => {
  expect(contradict(person(), person(more))).toBe(true);
});

test.each<[string, Partial<PatientIdentity>]>([
  ['a name in capitals', { name: 'ROE^JANE' }],
  ['a name without its given name', { name: 'Roe' }],
  ['a name with a title', { name: 'Roe^Jane^^Dr' }],
  ['a name with spaces around', { name: ' Roe ^Jane  ' }],
  ['no name', { name: '' }],
  ['no birth date', { birthDate: '' }],
  ['no sex', { sex: '' }],
])('%s does not contradict', (_, more) => {
  expect(contradict(person(), person(more))).toBe(false);
});

test('whose results they are is in doubt where the opened study, or another one that they fit, says another person', () => {
  const [jane, joan, nameless] = [person(), person({ name: 'Roe^Joan' }), person({ name: '' })];
  expect(isDoubtful(jane, jane, [jane, joan])).toBe(false);
  expect(isDoubtful(jane, joan, [jane, joan])).toBe(true);
  expect(isDoubtful(nameless, jane, [jane, nameless])).toBe(false);
  expect(isDoubtful(nameless, jane, [jane, joan])).toBe(true);
});

test('an archive that lists no issuer raises no doubt', () => {
  const listed = person({ issuer: '' });
  expect(isDoubtful(person(), listed, [listed])).toBe(false);
  expect(isDoubtful(person(), person({ issuer: 'OTHER' }), [])).toBe(true);
});

test('names in several scripts are compared script by script', () => {
  const both = person({ name: 'Yamada^Tarou=山田^太郎=やまだ^たろう' });
  expect(contradict(both, person({ name: 'YAMADA^TAROU' }))).toBe(false);
  expect(contradict(both, person({ name: '=山田^太郎' }))).toBe(false);
  expect(contradict(both, person({ name: '=山田^花子' }))).toBe(true);
});

test('letters are the same however they are composed', () => {
  expect(contradict(person({ name: 'Mu\u0308ller^Jane' }), person({ name: 'M\u00fcller^Jane' }))).toBe(false);
});

test('who fits two that contradict each other stays by himself', () => {
  const [unnamed, jane, joan] = [person({ name: '' }), person(), person({ name: 'Roe^Joan' })];
  expect(personsAmong([jane, unnamed, jane])).toEqual([[jane, unnamed]]);
  expect(personsAmong([jane, unnamed, joan])).toHaveLength(3);
});

test('what objects say together is of each attribute the longest, in whatever order they come', () => {
  const [short, long] = [
    person({ name: 'Roe^Jane', birthDate: '' }),
    person({ name: 'Roe^Jane^A', sex: '' }),
  ];
  const whole = person({ name: 'Roe^Jane^A' });
  expect(joinedIdentity([short, long])).toEqual(whole);
  expect(joinedIdentity([long, short])).toEqual(whole);
});

test('an ID of two values is none of the two', () => {
  const said = identityOf({ '00100020': { vr: 'LO', Value: ['7', '8'] } });
  expect(said).toEqual({ id: '7\\8', issuer: '', name: '', birthDate: '', sex: '' });
});

test('spaces around an ID, and the points of an old date, mean nothing', () => {
  const said = identityOf({
    '00100020': { vr: 'LO', Value: [' 7 '] },
    '00100030': { vr: 'DA', Value: ['1961.04.12'] },
  });
  expect(said).toMatchObject({ id: '7', birthDate: '19610412' });
});
