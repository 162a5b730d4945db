import { TimescopeError } from '../../errors';
import type { Rgb } from '../displayColour';
import { items, number, numbers, text, type DicomJson } from '../json';
import { objectHeader, type ObjectHeader } from './objectHeader';
import { readPart10 } from './part10';

const RT_STRUCTURE_SET = '1.2.840.10008.5.1.4.1.1.481.3';

/** A structure set of ours or of another tool. Plain data. */
export interface RtStructureSet {
  readonly header: ObjectHeader;
  readonly regions: readonly RtRegion[];
}

export interface RtRegion {
  readonly number: number;
  readonly name: string;
  readonly description: string | undefined;
  readonly colour: Rgb | undefined;
  readonly frameOfReferenceUid: string | undefined;
  readonly contours: readonly RtContour[];
}

export interface RtContour {
  /** CLOSED_PLANAR, CLOSEDPLANAR_XOR, OPEN_PLANAR, OPEN_NONPLANAR or POINT. */
  readonly kind: string;
  /** x, y, z, x, y, z in mm, patient LPS. */
  readonly pointsMm: Float64Array;
  /** SOP Instance UID of the image that it was drawn on. */
  readonly imageUid: string | undefined;
}

/**
 * @param bytes a whole DICOM file
 * @throws TimescopeError WRONG_SOP_CLASS, GEOMETRY for coordinates that are no points, and those of reading a file
 */
export function readRtStructureSet(bytes: Uint8Array): RtStructureSet {
  const { dataset, meta } = readPart10(bytes);
  if (meta.sopClassUid !== RT_STRUCTURE_SET)
    throw new TimescopeError(
      'WRONG_SOP_CLASS',
      `An RT structure set was expected; found was SOP class ${meta.sopClassUid}.`,
      { nextStep: 'Choose an RTSTRUCT object.' },
    );
  const contours = items(dataset, '30060039');
  return {
    header: objectHeader(dataset),
    regions: items(dataset, '30060020').map(region => regionOf(region, contours)),
  };
}

function regionOf(region: DicomJson, all: readonly DicomJson[]): RtRegion {
  const own = number(region, '30060022') ?? 0;
  const drawn = all.find(contours => number(contours, '30060084') === own) ?? {};
  const [red, green, blue] = numbers(drawn, '3006002A');
  return {
    number: own,
    name: text(region, '30060026') ?? `ROI ${own}`,
    description: text(region, '30060028'),
    colour: red === undefined || green === undefined || blue === undefined ? undefined : [red, green, blue],
    frameOfReferenceUid: text(region, '30060024'),
    contours: items(drawn, '30060040').map(contourOf),
  };
}

function contourOf(contour: DicomJson): RtContour {
  const pointsMm = Float64Array.from(numbers(contour, '30060050'));
  if (pointsMm.length % 3 !== 0)
    throw new TimescopeError(
      'GEOMETRY',
      `A contour has ${pointsMm.length} coordinates, three a point were expected.`,
      {
        nextStep: 'Export the structure set again.',
      },
    );
  const [image] = items(contour, '30060016');
  return {
    kind: text(contour, '30060042') ?? 'CLOSED_PLANAR',
    pointsMm,
    imageUid: image && text(image, '00081155'),
  };
}

/**
 * A region by its name or its number; without either the only one that has contours.
 * @throws TimescopeError USAGE when it is not there, or when there are several to choose from.
 */
export function chosenRegion(
  { regions }: RtStructureSet,
  choice: { readonly name?: string; readonly number?: number },
): RtRegion {
  const isAny = choice.name === undefined && choice.number === undefined;
  const fits = regions.filter(region =>
    isAny
      ? region.contours.length > 0
      : (choice.name === undefined || region.name === choice.name) &&
        (choice.number === undefined || region.number === choice.number),
  );
  const [only] = fits;
  if (only && fits.length === 1) return only;
  const names = regions.map(({ number: own, name }) => `${own} (${name})`).join(', ');
  throw new TimescopeError('USAGE', `The structure set holds the regions ${names || 'none'}.`, {
    kind: 'usage',
    nextStep: 'Choose one of them by its name: --roi-name NAME.',
  });
}
