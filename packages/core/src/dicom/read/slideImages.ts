import { TimescopeError } from '../../errors';
import { number, text, texts, type DicomJson } from '../json';

export const WHOLE_SLIDE_MICROSCOPY = '1.2.840.10008.5.1.4.1.1.77.1.6';

/** One stored image of a slide: usually one instance, several when it is split into a concatenation. */
export interface SlideImage {
  /** Metadata of the first part. */
  readonly dataset: DicomJson;
  /** In the order of their frames. */
  readonly parts: readonly DicomJson[];
}

/** How the warning about a level that cannot be read begins. */
export const LEVEL_LEFT_OUT = 'A level was left out';

export const levelLeftOut = (because: string): string => `${LEVEL_LEFT_OUT}: ${because}`;

/**
 * The images of the scanned volume among the instances of a series: each instance once, of one pyramid, without label,
 * overview, thumbnail and other objects, the parts of a concatenation together.
 * @throws TimescopeError WRONG_SOP_CLASS when no such image is there.
 */
export function slideImages(instances: readonly DicomJson[]): {
  readonly images: readonly SlideImage[];
  readonly refusals: readonly TimescopeError[];
  readonly warnings: readonly string[];
} {
  const slides = instances.filter(instance => text(instance, '00080016') === WHOLE_SLIDE_MICROSCOPY);
  if (slides.length === 0) throw noSlide(instances);
  const distinct = [...new Map(slides.map(slide => [text(slide, '00080018'), slide])).values()];
  const volumes = distinct.filter(isVolume);
  if (volumes.length === 0) throw onlyAsides(distinct.length);
  const pyramid = largestPyramid(volumes);
  const { images, refusals } = concatenated(pyramid.instances);
  return { images, refusals, warnings: pyramid.warnings };
}

const asides = ['LABEL', 'OVERVIEW', 'THUMBNAIL', 'LOCALIZER'];

const isVolume = (image: DicomJson): boolean =>
  !texts(image, '00080008').some(word => asides.includes(word.toUpperCase()));

/** Scanners that find several pieces of tissue may store a pyramid of each in one series (Pyramid UID). */
function largestPyramid(instances: readonly DicomJson[]) {
  const pyramidOf = (instance: DicomJson) => text(instance, '00080019');
  const width = (instance: DicomJson) => number(instance, '00480006') ?? 0;
  const pyramids = new Set(instances.map(pyramidOf));
  if (pyramids.size <= 1) return { instances, warnings: [] };
  const largest = instances.reduce((a, b) => (width(b) > width(a) ? b : a));
  return {
    instances: instances.filter(instance => pyramidOf(instance) === pyramidOf(largest)),
    warnings: [`The series holds ${pyramids.size} pyramids; only the largest is used.`],
  };
}

function concatenated(instances: readonly DicomJson[]) {
  const images: SlideImage[] = [];
  const refusals: TimescopeError[] = [];
  const concatenations = new Map<string, DicomJson[]>();
  for (const instance of instances) {
    const uid = text(instance, '00209161');
    if (uid === undefined) images.push({ dataset: instance, parts: [instance] });
    else concatenations.set(uid, [...(concatenations.get(uid) ?? []), instance]);
  }
  for (const parts of concatenations.values()) {
    const image = joinedParts(parts);
    if (image instanceof TimescopeError) refusals.push(image);
    else images.push(image);
  }
  return { images, refusals };
}

const partNumber = (instance: DicomJson): number => number(instance, '00209162') ?? 1;
const frameCount = (instance: DicomJson): number => number(instance, '00280008') ?? 1;

/** The parts in their order. Of copies of a part the first counts; none may be missing (PS3.3 C.7.6.16.1). */
function joinedParts(instances: readonly DicomJson[]): SlideImage | TimescopeError {
  const byNumber = new Map<number, DicomJson>();
  for (const instance of instances)
    if (!byNumber.has(partNumber(instance))) byNumber.set(partNumber(instance), instance);
  const parts = [...byNumber.values()].sort((a, b) => partNumber(a) - partNumber(b));
  const [first] = parts;
  const announced = Math.max(...parts.map(part => Math.max(number(part, '00209163') ?? 0, partNumber(part))));
  let offset = 0;
  const follow = parts.every(part => {
    const starts = number(part, '00209228') ?? offset;
    const isNext = starts === offset;
    offset += frameCount(part);
    return isNext;
  });
  if (first && parts.length === announced && follow) return { dataset: first, parts };
  return new TimescopeError(
    'GEOMETRY',
    `Level is split into ${announced} parts (a concatenation), of which ${parts.length} are there.`,
    {
      nextStep: 'Fetch or export the slide again with all its parts.',
      fields: { announced, found: parts.length },
    },
  );
}

/** All frames of the image's parts. */
export const framesOf = (image: SlideImage): number =>
  image.parts.reduce((sum, part) => sum + frameCount(part), 0);

const noSlide = (instances: readonly DicomJson[]): TimescopeError =>
  new TimescopeError(
    'WRONG_SOP_CLASS',
    `None of the ${instances.length} objects is a VL Whole Slide Microscopy Image.`,
    {
      nextStep: 'Choose the series of the slide (modality SM).',
      fields: { found: instances[0] && text(instances[0], '00080016'), expected: WHOLE_SLIDE_MICROSCOPY },
    },
  );

const onlyAsides = (images: number): TimescopeError =>
  new TimescopeError(
    'WRONG_SOP_CLASS',
    `The ${images} slide images are labels, overviews or thumbnails only; a VOLUME image was expected.`,
    { nextStep: 'Choose the series with the scanned tissue.' },
  );
