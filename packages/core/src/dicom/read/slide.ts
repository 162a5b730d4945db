import { TimescopeError } from '../../errors';
import type { SlidePlacement } from '../../frames';
import { item, items, number, numbers, text, values, type DicomJson } from '../json';
import { readPyramid } from './pyramid';
import { levelLeftOut, slideImages } from './slideImages';
import type { LayerChoice, LayersOffered } from './slideLayers';
import type { SlideLevel } from './slideLevel';

export { LEVEL_LEFT_OUT, WHOLE_SLIDE_MICROSCOPY } from './slideImages';

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
  /** Optical paths and focal planes that the slide has, and the ones that its levels are of. */
  readonly layers: LayersOffered;
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

/** What the reader may say about a slide; without it the defaults are used and stated in the warnings. */
export interface SlideChoice extends LayerChoice {
  /** Micrometres per pixel of the finest level, for a slide that does not state it. */
  readonly mpp?: number;
}

/**
 * Reads the pyramid of one slide. Other objects, label, overview and thumbnail are passed over; a level that cannot be
 * read is left out with a warning. Of several optical paths or focal planes one is used.
 * @param instances metadata of the instances of one series, in any order
 * @throws TimescopeError WRONG_SOP_CLASS when nothing is a slide image, USAGE for a choice that the slide does not have,
 *   else the first level's error when no level can be read (UNSUPPORTED_TRANSFER_SYNTAX, NO_SPACING, GEOMETRY,
 *   NOT_AN_IMAGE)
 */
export function readSlide(instances: readonly DicomJson[], choice: SlideChoice = {}): Slide {
  const { images, refusals, warnings } = slideImages(instances);
  const pyramid = readPyramid(images, choice, refusals);
  const [finest] = pyramid.levels;
  const source = images.find(({ dataset }) => text(dataset, '00080018') === finest?.sopInstanceUid)?.dataset;
  if (!finest || !source || !pyramid.layers) throw pyramid.refusals[0] ?? noLevel();
  const opticalPaths = items(source, '00480105').map(opticalPath);
  return {
    studyInstanceUid: text(source, '0020000D') ?? '',
    seriesInstanceUid: text(source, '0020000E') ?? '',
    frameOfReferenceUid: text(source, '00200052'),
    containerIdentifier: text(source, '00400512'),
    specimens: items(source, '00400560').map(specimen),
    opticalPaths,
    placement: placement(source, finest),
    levels: pyramid.levels,
    layers: pyramid.layers,
    warnings: [
      ...pyramid.refusals.map(({ message }) => levelLeftOut(message)),
      ...warnings,
      ...pyramid.warnings,
      ...opticalWarnings(opticalPaths),
    ],
  };
}

const noLevel = (): TimescopeError =>
  new TimescopeError('GEOMETRY', 'The slide has no level that can be used.', {
    nextStep: 'Export the slide again from its scanner or archive.',
  });

function opticalWarnings(paths: readonly OpticalPath[]): readonly string[] {
  return [
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
