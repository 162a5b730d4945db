import { joinedBytes } from '../../joinedBytes';
import { objectUid } from '../../result/contentKey';
import type { Code, ReferencedObject } from '../contentItem';
import { cieLabOf, type Rgb } from '../displayColour';
import type { Dataset } from './dataset';
import { reference, sourceSeries } from './derivedImage';
import { contentIdentification, derivedModules, type DerivedObject } from './derivedModules';
import {
  codeElement,
  explicitElement,
  littleEndian,
  longElement,
  sequenceElement,
  shortElement,
  textElement,
} from './explicitElement';
import { part10Bytes } from './part10';
import { privateState } from './privateState';
import { dicomObject, type DicomObject } from './resultObjects';

export const BULK_ANNOTATIONS = '1.2.840.10008.5.1.4.1.1.91.1';

/** A number for each annotation; NaN where it could not be measured. */
export interface AnnotationMeasurement {
  readonly name: Code;
  readonly unit: Code;
  readonly values: Float32Array;
}

/** Annotations of one kind: closed polygons in pixels of the image's total matrix, (0, 0) its top left corner. */
export interface AnnotationGroupToWrite {
  readonly label: string;
  readonly description: string;
  readonly category: Code;
  readonly type: Code;
  readonly colour: Rgb;
  /** x, y, x, y; the last point joins the first. */
  readonly xy: Float32Array;
  /** count + 1 entries, counted in points. */
  readonly offsets: Uint32Array;
  readonly measurements: readonly AnnotationMeasurement[];
}

export interface AnnotationsToWrite {
  /** Whose total pixel matrix the coordinates are of: the finest level. */
  readonly image: ReferencedObject;
  readonly algorithm: { readonly family: Code; readonly name: string; readonly version: string };
  readonly groups: readonly AnnotationGroupToWrite[];
  readonly state?: Uint8Array;
}

/**
 * Microscopy Bulk Simple Annotations: polygons in two dimensions as 32-bit floats, so that what is read is what was
 * measured. Written by our own few lines: the DICOM library knows no OL, and takes minutes for 300,000 polygons.
 */
export function bulkAnnotations(about: DerivedObject, annotations: AnnotationsToWrite): DicomObject {
  const { image, groups, state } = annotations;
  const dataset: Dataset = {
    ...derivedModules(about, BULK_ANNOTATIONS, 'ANN'),
    ...about.source.frameOfReference,
    ...about.source.specimen,
    ReferencedImageSequence: [reference(image)],
    ...sourceSeries(about.source),
    PixelOriginInterpretation: 'VOLUME',
    AnnotationCoordinateType: '2D',
  };
  const { ContentLabel, ContentDescription, ContentCreatorName } = contentIdentification(about);
  const items = groups.map((group, index) => groupItem(group, index, annotations, about));
  return dicomObject(
    about.name,
    dataset,
    joinedBytes([
      part10Bytes(dataset),
      sequenceElement('006A0002', items),
      textElement('00700080', 'CS', ContentLabel),
      textElement('00700081', 'LO', ContentDescription),
      textElement('00700084', 'PN', ContentCreatorName),
      ...(state ? [privateState(state)] : []),
    ]),
  );
}

/** Elements in the order of their tags. */
function groupItem(
  group: AnnotationGroupToWrite,
  index: number,
  { algorithm }: AnnotationsToWrite,
  { key, name }: DerivedObject,
): Uint8Array {
  const count = group.offsets.length - 1;
  return joinedBytes([
    shortElement('0040A180', index + 1),
    explicitElement('0062000D', 'US', littleEndian(Uint16Array.from(cieLabOf(group.colour)))),
    explicitElement('00660016', 'OF', littleEndian(group.xy)),
    explicitElement('00660040', 'OL', littleEndian(firstValues(group.offsets))),
    ...(group.measurements.length > 0
      ? [sequenceElement('00660121', group.measurements.map(measurementItem))]
      : []),
    textElement('006A0003', 'UI', objectUid(key, `${name}, group ${index + 1}`)),
    textElement('006A0005', 'LO', group.label),
    textElement('006A0006', 'UT', group.description),
    textElement('006A0007', 'CS', 'AUTOMATIC'),
    sequenceElement('006A0008', [algorithmItem(algorithm)]),
    codeElement('006A0009', group.category),
    codeElement('006A000A', group.type),
    longElement('006A000C', count),
    textElement('006A000D', 'CS', 'YES'),
    textElement('00700023', 'CS', 'POLYGON'),
  ]);
}

/** Where each polygon begins among the coordinates' values, from 1. */
const firstValues = (offsets: Uint32Array): Uint32Array =>
  offsets.subarray(0, offsets.length - 1).map(point => 2 * point + 1);

function measurementItem({ name, unit, values }: AnnotationMeasurement): Uint8Array {
  const measured = values.some(Number.isNaN) ? indicesOfNumbers(values) : undefined;
  const given = measured ? Float32Array.from(measured, at => values[at - 1] ?? Number.NaN) : values;
  return joinedBytes([
    codeElement('004008EA', unit),
    codeElement('0040A043', name),
    sequenceElement('00660132', [
      joinedBytes([
        explicitElement('00660125', 'OF', littleEndian(given)),
        ...(measured ? [explicitElement('006A0011', 'OL', littleEndian(measured))] : []),
      ]),
    ]),
  ]);
}

/** From 1, as Annotation Index List counts. */
function indicesOfNumbers(values: Float32Array): Uint32Array {
  const indices = new Uint32Array(values.length);
  let count = 0;
  values.forEach((value, at) => {
    if (!Number.isNaN(value)) indices[count++] = at + 1;
  });
  return indices.slice(0, count);
}

const algorithmItem = ({ family, name, version }: AnnotationsToWrite['algorithm']): Uint8Array =>
  joinedBytes([
    codeElement('0066002F', family),
    textElement('00660031', 'LO', version),
    textElement('00660036', 'LO', name),
  ]);
