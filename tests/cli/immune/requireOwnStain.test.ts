import type { OpenedSlide } from '../../../packages/cli/src/immune/requireOnePatient';
import { requireOwnStain } from '../../../packages/cli/src/immune/requireOwnStain';

/** A DICOM slide that says this of its stain; a plain image says nothing. */
const slide = (name: OpenedSlide['name'], digest: string, stain?: readonly string[]): OpenedSlide =>
  ({ name, input: { digest, ...(stain && { dicom: { stain } }) } }) as unknown as OpenedSlide;

const checked = (...slides: OpenedSlide[]) => {
  requireOwnStain(slides);
};

test('one image for two slides is refused', () => {
  expect(() => {
    checked(slide('cd3', 'a'), slide('he', 'b'), slide('cd8', 'a'));
  }).toThrow('The CD3 and the CD8 slide are the same image; no score is given.');
});

test('a slide whose file says another stain is refused, with what it says', () => {
  expect(() => {
    checked(slide('cd3', 'a', ['Hematoxylin', 'CD8 (SP16)']), slide('cd8', 'b', ['CD3']));
  }).toThrow('The slide given as --cd3 is of CD8 by what its file says ("CD8 (SP16)"); no score is given.');
  expect(() => {
    checked(slide('he', 'a', ['CD3']));
  }).toThrow('The slide given as --he is of CD3');
});

test('slides of their own stains, plain images and slides that say nothing of a stain are taken', () => {
  checked(slide('cd3', 'a', ['Hematoxylin', 'CD3']), slide('cd8', 'b'), slide('he', 'c', ['Hematoxylin']));
});
