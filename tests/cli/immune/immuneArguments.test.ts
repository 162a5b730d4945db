import { immuneArguments, requireSlides } from '../../../packages/cli/src/immune/immuneArguments';

const CD3 = ['--cd3', 'cd3.png', '--roi-cd3', 'cd3.geojson'];

test.each([
  ['--fields-he', 'H&E'],
  ['--roi-he', 'H&E'],
  ['--compartments-he', 'H&E'],
  ['--roi-cd8', 'CD8'],
])('%s without its slide is refused, not passed over', (option, slide) => {
  expect(() => immuneArguments([...CD3, option, 'x.json'])).toThrow(
    `${option} was given, but there is no ${slide} slide.`,
  );
});

test('options of the slides of a study wait until its slides are found', () => {
  const { tissues } = immuneArguments(['--study', 'folder', '--roi-cd3', 'a.json', '--fields-he', 'b.json']);
  expect(() => {
    requireSlides(tissues, [{ name: 'cd3' }]);
  }).toThrow('--fields-he was given, but there is no H&E slide.');
  requireSlides(tissues, [{ name: 'cd3' }, { name: 'he' }]);
});

test('a network for all tissue asks for no slide', () => {
  expect(immuneArguments(['--cd3', 'cd3.png', '--tissue', 'tiles-fast']).slides).toHaveLength(1);
});

test.each([
  ['--workers', '1.5', '--workers takes a whole number from 1 to 64, not "1.5".'],
  ['--workers', '0', '--workers takes a number from 1 to 64, not "0".'],
  ['--field', '99', '--field takes a number from 100 to 5000, not "99".'],
  ['--field', 'wide', '--field takes a number from 100 to 5000, not "wide".'],
  ['--margin', '-1', '--margin takes a number from 50 to 5000, not "-1".'],
  ['--margin', '1e9', '--margin takes a number from 50 to 5000, not "1e9".'],
])('%s %s is refused in one sentence', (option, value, sentence) => {
  expect(() => immuneArguments([...CD3, `${option}=${value}`])).toThrow(sentence);
});
