import { TimescopeError } from '../../errors';
import type { SlidePlacement } from '../../frames';
import { item, items, number, numbers, text, texts, values, type DicomJson } from '../json';
import { readSlideLevel, type SlideLevel } from './slideLevel';

export const WHOLE_SLIDE_MICROSCOPY = '1.2.840.10008.5.1.4.1.1.77.1.6';

/** A slide as its DICOM metadata describes it. Plain data: it crosses a worker. */
export interface Slide {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly frameOfReferenceUid: string | undefined;
  readonly containerIdentifier: string | undefined;
  readonly specimens: readonly Specimen[];
  readonly opticalPaths: readonly OpticalPath[];
  /** Of the finest level; undefined when the slide does not say where it lies on the glass. */
  readonly placement: SlidePlacement | undefined;
  /** Ordered from the finest, never empty. */
  readonly levels: readonly SlideLevel[];
  /** Sentences about what was left out or is missing; they belong into every result. */
  readonly warnings: readonly string[];
}

export interface Specimen {
  readonly identifier: string | undefined;
  readonly uid: string | undefined;
  /** Meanings of the staining substances, in the order of the preparation steps. */
  readonly stains: readonly string[];
}

export interface OpticalPath {
  readonly identifier: string;
  readonly hasIlluminationType: boolean;
  readonly hasIccProfile: boolean;
}

/**
 * Reads the pyramid of one slide. Other objects, label, overview and thumbnail are passed over; a level that cannot be
 * read is left out with a warning.
 * @param instances metadata of the instances of one series, in any order
 * @throws TimescopeError WRONG_SOP_CLASS when nothing is a slide image, else the first level's error when no level can
 *   be read (UNSUPPORTED_TRANSFER_SYNTAX, NO_SPACING, GEOMETRY, NOT_AN_IMAGE)
 */
export function readSlide(instances: readonly DicomJson[]): Slide {
  const images = distinctImages(instances);
  const { levels, refusals } = readLevels(images);
  const finest = levels[0];
  const source = images.find(image => text(image, '00080018') === finest?.sopInstanceUid);
  if (!finest || !source) throw refusals[0] ?? noVolumeImage(images.length);
  const opticalPaths = items(source, '00480105').map(opticalPath);
  return {
    studyInstanceUid: text(source, '0020000D') ?? '',
    seriesInstanceUid: text(source, '0020000E') ?? '',
    frameOfReferenceUid: text(source, '00200052'),
    containerIdentifier: text(source, '00400512'),
    specimens: items(source, '00400560').map(specimen),
    opticalPaths,
    placement: placement(source, finest),
    levels,
    warnings: [...refusals.map(leftOut), ...opticalWarnings(source, opticalPaths)],
  };
}

function distinctImages(instances: readonly DicomJson[]): readonly DicomJson[] {
  const slides = instances.filter(instance => text(instance, '00080016') === WHOLE_SLIDE_MICROSCOPY);
  if (slides.length === 0)
    throw new TimescopeError(
      'WRONG_SOP_CLASS',
      `None of the ${instances.length} objects is a VL Whole Slide Microscopy Image.`,
      { nextStep: 'Choose the series of the slide (modality SM).' },
    );
  return [...new Map(slides.map(slide => [text(slide, '00080018'), slide])).values()];
}

function readLevels(images: readonly DicomJson[]) {
  const levels: SlideLevel[] = [];
  const refusals: TimescopeError[] = [];
  for (const image of images.filter(isVolume)) {
    try {
      levels.push(readSlideLevel(refuseConcatenation(image)));
    } catch (thrown) {
      if (!(thrown instanceof TimescopeError)) throw thrown;
      refusals.push(thrown);
    }
  }
  levels.sort((a, b) => b.width - a.width || b.height - a.height);
  return { levels, refusals };
}

const asides = ['LABEL', 'OVERVIEW', 'THUMBNAIL', 'LOCALIZER'];

const isVolume = (image: DicomJson): boolean =>
  !texts(image, '00080008').some(word => asides.includes(word.toUpperCase()));

function refuseConcatenation(image: DicomJson): DicomJson {
  if ((number(image, '00209163') ?? 1) <= 1 && text(image, '00209161') === undefined) return image;
  throw new TimescopeError('GEOMETRY', 'A level is split over several instances (a concatenation).', {
    nextStep: 'Export the slide with one instance a level.',
  });
}

const noVolumeImage = (images: number): TimescopeError =>
  new TimescopeError(
    'WRONG_SOP_CLASS',
    `The ${images} slide images are labels, overviews or thumbnails only; a VOLUME image was expected.`,
    { nextStep: 'Choose the series with the scanned tissue.' },
  );

/** How the warning about a level that cannot be read begins. */
export const LEVEL_LEFT_OUT = 'A level was left out';

const leftOut = (refusal: TimescopeError): string => `${LEVEL_LEFT_OUT}: ${refusal.message}`;

function opticalWarnings(source: DicomJson, paths: readonly OpticalPath[]): readonly string[] {
  const planes = number(source, '00480303') ?? 1;
  return [
    ...(paths.length > 1 ? [`The slide has ${paths.length} optical paths; the first is used.`] : []),
    ...(planes > 1 ? [`The slide has ${planes} focal planes; the first is used.`] : []),
    ...(paths.length === 0 ? ['The slide does not describe its optical path.'] : []),
    ...(paths.some(path => !path.hasIlluminationType)
      ? ['An optical path lacks its illumination type; stock viewers may fail to open the slide.']
      : []),
    ...(paths.some(path => !path.hasIccProfile)
      ? ['The slide has no ICC profile; its colours are taken as they are.']
      : []),
  ];
}

const opticalPath = (path: DicomJson): OpticalPath => ({
  identifier: text(path, '00480106') ?? '',
  hasIlluminationType: item(path, '00220016') !== undefined,
  hasIccProfile: path['00282000'] !== undefined,
});

const specimen = (description: DicomJson): Specimen => ({
  identifier: text(description, '00400551'),
  uid: text(description, '00400554'),
  stains: items(description, '00400610')
    .flatMap(step => items(step, '00400612'))
    .filter(content => codeOf(content, '0040A043') === USING_SUBSTANCE)
    .flatMap(content => stainName(content) ?? []),
});

/** DCM "Using substance or stain", as concept name in TID 8003 is SCT 424361007. */
const USING_SUBSTANCE = '424361007';

function codeOf(content: DicomJson, tag: string): string | undefined {
  const code = item(content, tag);
  return code && text(code, '00080100');
}

function stainName(content: DicomJson): string | undefined {
  const code = item(content, '0040A168');
  return (code && text(code, '00080104')) ?? text(content, '0040A160');
}

function placement(source: DicomJson, finest: SlideLevel): SlidePlacement | undefined {
  const origin = item(source, '00480008');
  const x = origin && number(origin, '0040072A');
  const y = origin && number(origin, '0040073A');
  const [a, b, c, d, e, f] = numbers(source, '00480102');
  if (x === undefined || y === undefined || f === undefined || values(source, '00480102').length !== 6)
    return undefined;
  return {
    originMm: { x, y },
    orientation: [a ?? 0, b ?? 0, c ?? 0, d ?? 0, e ?? 0, f],
    mpp: finest.mpp,
  };
}
