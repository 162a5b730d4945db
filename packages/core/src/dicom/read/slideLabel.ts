import { text, texts, type DicomJson } from '../json';
import { readSlide, type Slide } from './slide';
import { WHOLE_SLIDE_MICROSCOPY } from './slideImages';

/** Image Type (0008,0008) of an image that readSlide takes. */
const VOLUME = { vr: 'CS', Value: ['ORIGINAL', 'PRIMARY', 'VOLUME', 'NONE'] };

/**
 * The picture of the glass's label (Image Type LABEL, PS3.3 C.8.12.4.1.1) as a slide of one level, to be looked at. Labels
 * often state no size: their spacing means nothing.
 * @param instances metadata of the instances of one series, in any order
 * @returns undefined where there is none that can be read
 */
export function readSlideLabel(instances: readonly DicomJson[]): Slide | undefined {
  const label = instances.find(
    instance =>
      text(instance, '00080016') === WHOLE_SLIDE_MICROSCOPY &&
      texts(instance, '00080008').some(word => word.toUpperCase() === 'LABEL'),
  );
  if (!label) return undefined;
  const image = { ...label, '00080008': VOLUME };
  return readable(image, {}) ?? readable(image, { mpp: 1 });
}

function readable(image: DicomJson, choice: { mpp?: number }): Slide | undefined {
  try {
    return readSlide([image], choice);
  } catch {
    // A label that cannot be read is none.
    return undefined;
  }
}
