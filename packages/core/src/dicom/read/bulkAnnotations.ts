import { TimescopeError } from '../../errors';
import type { Code } from '../contentItem';
import { rgbOfCieLab, type Rgb } from '../displayColour';
import { item, items, number, numbers, text, type DicomElement, type DicomJson } from '../json';
import { BULK_ANNOTATIONS } from '../write/bulkAnnotations';
import { codeIn, objectHeader, type ObjectHeader } from './objectHeader';
import { readPart10, type Part10 } from './part10';
import { stateOf } from './privateState';

/** Microscopy Bulk Simple Annotations, ours or another tool's. */
export interface BulkAnnotations {
  readonly header: ObjectHeader;
  /** `matrix`: pixels of the image's total matrix, corner at (0, 0); `slide`: millimetres of the frame of reference. */
  readonly frame: 'matrix' | 'slide';
  /** The images that coordinates in pixels are of. */
  readonly images: readonly string[];
  readonly groups: readonly AnnotationGroup[];
  /** What we put in for ourselves. */
  readonly state: Uint8Array | undefined;
}

export interface AnnotationGroup {
  readonly number: number;
  readonly label: string;
  readonly description: string | undefined;
  readonly category: Code | undefined;
  readonly type: Code | undefined;
  readonly colour: Rgb | undefined;
  readonly graphic: GraphicType;
  /** x, y, x, y: a slide is flat, so depths are left out. An ellipse has the ends of its axes, a rectangle its corners. */
  readonly xy: Float32Array | Float64Array;
  /** count + 1 entries, counted in points. */
  readonly offsets: Uint32Array;
  readonly measurements: readonly ReadMeasurement[];
}

export type GraphicType = 'POINT' | 'POLYLINE' | 'POLYGON' | 'ELLIPSE' | 'RECTANGLE';

export interface ReadMeasurement {
  readonly name: Code | undefined;
  readonly unit: Code | undefined;
  /** One an annotation; NaN where there is none. */
  readonly values: Float32Array;
}

/** @throws TimescopeError WRONG_SOP_CLASS; TRUNCATED where counts and coordinates do not fit together. */
export function readBulkAnnotations(bytes: Uint8Array): BulkAnnotations {
  const part10 = readPart10(bytes);
  const { dataset, meta } = part10;
  if (meta.sopClassUid !== BULK_ANNOTATIONS) throw wrongClass(part10);
  const frame = text(dataset, '006A0001') === '3D' ? 'slide' : 'matrix';
  return {
    header: objectHeader(dataset),
    frame,
    images: items(dataset, '00081140').flatMap(image => text(image, '00081155') ?? []),
    groups: items(dataset, '006A0002').map((group, index) =>
      groupOf(group, frame, valuesIn(part10, bytes, `006A0002/${index + 1}/`)),
    ),
    state: stateOf(part10, bytes),
  };
}

/** The bytes of a binary element of an item, wherever they are; in memory of their own, aligned for typed arrays. */
type BinaryValues = (owner: DicomJson, tag: string, path?: string) => ArrayBuffer | undefined;

const valuesIn =
  ({ bulk }: Part10, bytes: Uint8Array, group: string): BinaryValues =>
  (owner, tag, path = '') => {
    const range = bulk.get(`${group}${path}${tag}`);
    if (range) return new Uint8Array(bytes.subarray(range.offset, range.offset + range.length)).buffer;
    return inline(owner[tag]);
  };

function inline(element: DicomElement | undefined): ArrayBuffer | undefined {
  if (!element) return undefined;
  if (element.InlineBinary === undefined) return new ArrayBuffer(0);
  return Uint8Array.from(atob(element.InlineBinary), letter => letter.charCodeAt(0)).buffer;
}

function groupOf(group: DicomJson, frame: BulkAnnotations['frame'], binary: BinaryValues): AnnotationGroup {
  const graphic = (text(group, '00700023') ?? 'POINT') as GraphicType;
  const count = number(group, '006A000C') ?? 0;
  const depth = frame === 'slide' && group['006A0010'] === undefined ? 3 : 2;
  const coordinates = coordinatesOf(group, binary);
  const offsets = offsetsOf({ group, graphic, count, depth, values: coordinates.length }, binary);
  const [lightness, a, b] = numbers(group, '0062000D');
  return {
    number: number(group, '0040A180') ?? 0,
    label: text(group, '006A0005') ?? '',
    description: text(group, '006A0006'),
    category: codeIn(group, '006A0009'),
    type: codeIn(group, '006A000A'),
    colour:
      lightness !== undefined && a !== undefined && b !== undefined
        ? rgbOfCieLab([lightness, a, b])
        : undefined,
    graphic,
    xy: depth === 2 ? coordinates : withoutDepth(coordinates),
    offsets,
    measurements: items(group, '00660121').map((each, index) =>
      measurementOf(each, count, (owner, tag) => binary(owner, tag, `00660121/${index + 1}/00660132/1/`)),
    ),
  };
}

function coordinatesOf(group: DicomJson, binary: BinaryValues): Float32Array | Float64Array {
  const floats = binary(group, '00660016');
  if (floats) return new Float32Array(floats);
  const doubles = binary(group, '00660022');
  if (doubles) return new Float64Array(doubles);
  throw unfit('has no coordinates');
}

const withoutDepth = (xyz: Float32Array | Float64Array): Float32Array | Float64Array =>
  xyz.filter((_, at) => at % 3 !== 2);

/** How many points an annotation of each kind has; of the others each has its own number. */
const POINTS: Readonly<Partial<Record<GraphicType, number>>> = { POINT: 1, ELLIPSE: 4, RECTANGLE: 4 };

function offsetsOf(
  {
    group,
    graphic,
    count,
    depth,
    values,
  }: {
    readonly group: DicomJson;
    readonly graphic: GraphicType;
    readonly count: number;
    readonly depth: number;
    readonly values: number;
  },
  binary: BinaryValues,
): Uint32Array {
  const points = values / depth;
  const each = POINTS[graphic];
  if (each !== undefined) {
    if (each * count !== points) throw unfit(`says ${count} annotations and has ${points} points`);
    return Uint32Array.from({ length: count + 1 }, (_, at) => each * at);
  }
  const list = binary(group, '00660040');
  const starts = list && new Uint32Array(list);
  if (starts?.length !== count) throw unfit(`says ${count} annotations and lists ${starts?.length ?? 0}`);
  const offsets = new Uint32Array(count + 1);
  starts.forEach((start, at) => (offsets[at] = (start - 1) / depth));
  offsets[count] = points;
  if (offsets.some((offset, at) => at > 0 && offset < (offsets[at - 1] ?? 0)))
    throw unfit('lists its polygons out of order');
  return offsets;
}

function measurementOf(measurement: DicomJson, count: number, binary: BinaryValues): ReadMeasurement {
  const owner = item(measurement, '00660132') ?? {};
  const stored = binary(owner, '00660125');
  const list = binary(owner, '006A0011');
  const given = stored ? new Float32Array(stored) : new Float32Array(0);
  const common = { name: codeIn(measurement, '0040A043'), unit: codeIn(measurement, '004008EA') };
  if (!list && given.length === count) return { ...common, values: given };
  const indices = list ? new Uint32Array(list) : new Uint32Array(0);
  if (indices.length !== given.length)
    throw unfit(
      `has ${given.length} values of a measurement for ${list ? indices.length : count} annotations`,
    );
  const values = new Float32Array(count).fill(Number.NaN);
  indices.forEach((index, at) => (values[index - 1] = given[at] ?? Number.NaN));
  return { ...common, values };
}

const wrongClass = ({ meta }: Part10): TimescopeError =>
  new TimescopeError('WRONG_SOP_CLASS', 'The object holds no bulk annotations.', {
    nextStep: 'Choose an object of modality ANN.',
    fields: { uid: meta.sopInstanceUid, sopClass: meta.sopClassUid },
  });

const unfit = (what: string): TimescopeError =>
  new TimescopeError('TRUNCATED', `A group of annotations ${what}.`, {
    nextStep: 'Export the annotations again.',
  });
