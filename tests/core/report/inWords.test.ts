import {
  immuneOfScores,
  USUAL_SETTINGS,
} from '@timescope/extension-ihc-scoring/pipeline/immune/immuneOfScores';
import { inWords } from '@timescope/core/report/inWords';
import { cd3, cd8, section } from '../../harness/handMadeImmune';

test('how a result was measured is told without our abbreviations', () => {
  const { method } = immuneOfScores({ cd3: section(cd3), cd8: section(cd8) }, USUAL_SETTINGS, undefined);
  expect(method).toMatch(
    /^cd3: generic nuclei, DAB of the cell-all-round at least [\d.]+ OD; tissue: drawn \/ cd8: /,
  );
  const one = (name: string) =>
    `${name}: nuclei found by the built-in detector, positive where the brown stain (DAB) of the whole cell (two thirds of it where the border is not brown all round) has an optical density of 0.1 or more, tumour and stroma by drawn areas`;
  expect(inWords(method)).toBe(`${one('CD3')} / ${one('CD8')}`);
});

test('units have the signs of the panel; another method stays as its cohort has it', () => {
  expect(inWords('Only 3 of 4 fields of 500 um fit; 0.134 mm2 of stroma.')).toBe(
    'Only 3 of 4 fields of 500 µm fit; 0.134 mm² of stroma.',
  );
  expect(inWords('counted by hand, maximum of three')).toBe('counted by hand, maximum of three');
});
