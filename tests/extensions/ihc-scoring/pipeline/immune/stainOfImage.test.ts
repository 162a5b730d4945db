import { stainNamed } from '@timescope/extension-ihc-scoring/pipeline/immune/stainOfImage';

test.each([
  [['Hematoxylin', 'CD3 (LN10)'], 'cd3'],
  [['cd-8 serial section'], 'cd8'],
  [['CD 8', 'Haematoxylin stain'], 'cd8'],
  [['hematoxylin', 'water soluble eosin'], 'he'],
  [['H&E'], 'he'],
  [['CD34', 'Hematoxylin'], undefined],
  [['CD3 and CD8 double stain'], undefined],
  [['Ki-67'], undefined],
  [[], undefined],
])('%j is %s', (words, name) => {
  expect(stainNamed(words)).toBe(name);
});
