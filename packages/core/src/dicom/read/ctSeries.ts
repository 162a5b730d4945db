import { TimescopeError } from '../../errors';
import type { CtAcquisition, CtVolume } from '../../volume';
import type { Warning } from '../../warning';
import { number, text, texts, type DicomJson } from '../json';
import { hounsfieldUnits } from './ctHounsfield';
import { ctSlice, type CtInstance, type CtSlice } from './ctSlice';
import { stackSlices } from './ctStack';

export type { CtInstance } from './ctSlice';

const CT_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.2';

/**
 * The images of one CT series as a volume. Slices are sorted along their normal; localizers and objects that are no
 * CT images are left out with a warning.
 * @throws TimescopeError WRONG_SOP_CLASS without a CT image, GEOMETRY when the images are no one stack, NO_SPACING,
 * NOT_AN_IMAGE (rescale or bits unusable), UNSUPPORTED_TRANSFER_SYNTAX, TRUNCATED
 */
export function readCtSeries(instances: readonly CtInstance[]): CtVolume {
  const { grid, slices } = readCtGrid(instances);
  return { hu: joinSlices(slices), ...grid };
}

/** Everything of a CT volume but its voxels. */
export type CtGrid = Omit<CtVolume, 'hu'>;

/**
 * What the headers alone say of a series, and its images in the order of k; pixels may be empty.
 * @throws TimescopeError WRONG_SOP_CLASS, GEOMETRY, NO_SPACING as `readCtSeries`
 */
export function readCtGrid(instances: readonly CtInstance[]): { grid: CtGrid; slices: readonly CtSlice[] } {
  const images = instances.filter(({ dataset }) => text(dataset, '00080016') === CT_IMAGE_STORAGE);
  const [first, ...others] = images.filter(({ dataset }) => !isLocalizer(dataset));
  if (!first) throw noCt(instances);
  requireOne([first, ...others], '0020000E', 'CT series');
  requireOne([first, ...others], '00200052', 'frames of reference');
  const stack = stackSlices([ctSlice(first), ...others.map(ctSlice)]);
  const grid: CtGrid = {
    size: [stack.slices[0].columns, stack.slices[0].rows, stack.slices.length],
    placement: stack.placement,
    slicePositionsMm: stack.slices.map(({ positionMm }) => positionMm),
    sliceUids: stack.slices.map(({ uid }) => uid),
    instanceNumbers: stack.slices.map(({ instance: { dataset } }) => number(dataset, '00200013')),
    ...identifiers(first.dataset),
    acquisition: acquisition(first.dataset),
    evenlySpaced: stack.evenlySpaced,
    warnings: [
      ...leftOut(instances.length - images.length, 'OTHER_OBJECTS', 'that are no CT images'),
      ...leftOut(images.length - others.length - 1, 'LOCALIZER', 'that are localizers'),
      ...rescaleTypeWarning(first.dataset),
      ...stack.warnings,
    ],
  };
  return { grid, slices: stack.slices };
}

/** Image Type's third value (PS3.3 C.8.2.1.1.1): AXIAL or LOCALIZER. */
function isLocalizer(dataset: DicomJson): boolean {
  return texts(dataset, '00080008').includes('LOCALIZER');
}

function noCt(instances: readonly CtInstance[]): TimescopeError {
  const found = [...new Set(instances.map(({ dataset }) => text(dataset, '00080016') ?? 'none'))];
  const what = instances.length === 0 ? 'nothing' : `SOP classes ${found.join(', ')}, or only localizers`;
  return new TimescopeError(
    'WRONG_SOP_CLASS',
    `A CT series was expected (SOP class ${CT_IMAGE_STORAGE}); found was ${what}.`,
    { nextStep: 'Choose the folder or the series that holds the axial CT images.' },
  );
}

function requireOne(images: readonly CtInstance[], tag: string, what: string): void {
  const found = [...new Set(images.map(({ dataset }) => text(dataset, tag) ?? ''))];
  if (found.length <= 1) return;
  throw new TimescopeError('GEOMETRY', `One CT series was expected, but there are ${found.length} ${what}.`, {
    nextStep: `Choose one of them: ${found.join(', ')}.`,
    fields: { count: found.length },
  });
}

function joinSlices(slices: readonly CtSlice[]): Int16Array {
  const pixels = (slices[0]?.columns ?? 0) * (slices[0]?.rows ?? 0);
  const hu = new Int16Array(pixels * slices.length);
  slices.forEach(({ instance }, k) => hu.set(hounsfieldUnits(instance), k * pixels));
  return hu;
}

function identifiers(dataset: DicomJson) {
  return {
    ...optional('seriesUid', text(dataset, '0020000E')),
    ...optional('studyUid', text(dataset, '0020000D')),
    ...optional('frameOfReferenceUid', text(dataset, '00200052')),
  };
}

function acquisition(dataset: DicomJson): CtAcquisition {
  return {
    ...optional('sliceThicknessMm', number(dataset, '00180050')),
    ...optional('contrastAgent', text(dataset, '00180010')),
    ...optional('manufacturer', text(dataset, '00080070')),
    ...optional('scannerModel', text(dataset, '00081090')),
    ...optional('bodyPart', text(dataset, '00180015')),
    ...optional('gantryTiltDegrees', number(dataset, '00181120')),
    ...optional('convolutionKernel', text(dataset, '00181210')),
    ...optional('kilovolts', number(dataset, '00180060')),
  };
}

function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: Value };
}

function leftOut(count: number, code: string, what: string): Warning[] {
  return count === 0 ? [] : [{ code, message: `${count} objects ${what} were left out.` }];
}

function rescaleTypeWarning(dataset: DicomJson): Warning[] {
  const type = text(dataset, '00281054');
  if (type === undefined || type === 'HU') return [];
  return [{ code: 'NOT_HU', message: `The series says that its values are ${type}, not HU.` }];
}
