import { immuneTable } from '../../../packages/cli/src/immune/immuneTable';
import { wholeImmune } from '../../harness/handMadeImmune';

test('sections that lie on each other and those that could not be registered are both named in pairs', () => {
  const lines = immuneTable(wholeImmune()).split('\n');
  expect(lines.filter(line => / on (CD8|H&E) {2}/.test(line))).toEqual([
    'CD3 on CD8             rigid; tumour borders 43 um apart on average, correlation 0.90',
    'CD3 on H&E             not registered: The sections do not look alike.',
  ]);
});
