import { saidOf } from '../saidOf';
import { isPlainImage, openSlide, type SlideInput } from '../slideInput';
import { type AskedSlide } from './immuneArguments';
import { SLIDE_TITLES } from '@timescope/extension-ihc-scoring/pipeline/immune/slidesOfPatient';

/**
 * The pixel size that a call gives, slide by slide: beside plain images it is theirs alone, for the other slides state their
 * own.
 */
export async function pixelSizes(
  slides: readonly Pick<AskedSlide, 'location'>[],
  mpp: number | undefined,
): Promise<readonly (number | undefined)[]> {
  const isPlain = await Promise.all(slides.map(({ location }) => isPlainImage(location)));
  return isPlain.map(each => (each || !isPlain.includes(true) ? mpp : undefined));
}

/** @throws TimescopeError of openSlide, with the slide that it is about */
export const openSection = (
  { name, location }: Pick<AskedSlide, 'name' | 'location'>,
  mpp: number | undefined,
): Promise<SlideInput> =>
  saidOf(`${SLIDE_TITLES[name]} slide ${location}`, () => openSlide(location, { mpp }));
