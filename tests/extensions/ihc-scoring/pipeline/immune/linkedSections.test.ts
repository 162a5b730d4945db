import { linkedSections } from '@timescope/extension-ihc-scoring/pipeline/immune/linkedSections';
import { handMap } from './handMap';

const withTumour = handMap(20, 20, column => (column < 10 ? 'TUM' : 'STR'));
const without = handMap(20, 20, column => (column < 10 ? 'STR' : undefined));

test('the slide that shows no tumour is named, not its partner', () => {
  const { links, notLinked } = linkedSections([
    { name: 'cd3', map: without },
    { name: 'cd8', map: withTumour },
    { name: 'he', map: without },
  ]);
  expect(links).toEqual([]);
  expect(notLinked).toEqual({
    'links.cd8': 'The CD3 slide shows no tumour epithelium.',
    'links.he': 'The CD3 slide shows no tumour epithelium. The H&E slide shows no tumour epithelium.',
  });
});
