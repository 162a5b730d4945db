import { TimescopeError } from '../../errors';
import type { Code } from '../contentItem';
import { item, items, number, text, type DicomJson } from '../json';
import { readFrameBytes } from './frame';
import { laidOutFrames, tiledMatrix, type FramePlace, type TiledMatrix } from './framePlaces';
import { codeIn, objectHeader, type ObjectHeader } from './objectHeader';
import { readPart10, type Part10 } from './part10';
import { isNative, transferSyntaxName } from './transferSyntaxes';

const PARAMETRIC_MAP = '1.2.840.10008.5.1.4.1.1.30';

/** A parametric map of ours or of another tool, in real-world values. Plain data. */
export interface ParametricMap {
  readonly header: ObjectHeader;
  readonly quantity: Code | undefined;
  readonly unit: Code | undefined;
  readonly explanation: string | undefined;
  readonly rows: number;
  readonly columns: number;
  readonly matrix: TiledMatrix | undefined;
  readonly frames: readonly { readonly place: FramePlace; readonly values: Float32Array }[];
  /** Stands where nothing was measured; undefined when the object names no such value. */
  readonly notMapped: number | undefined;
}

/**
 * @param bytes a whole DICOM file
 * @throws TimescopeError WRONG_SOP_CLASS, UNSUPPORTED_TRANSFER_SYNTAX (compressed), GEOMETRY, and those of reading a file
 */
export function readParametricMap(bytes: Uint8Array): ParametricMap {
  const part10 = readPart10(bytes);
  const { dataset, meta } = part10;
  if (meta.sopClassUid !== PARAMETRIC_MAP)
    throw new TimescopeError(
      'WRONG_SOP_CLASS',
      `A parametric map was expected; found was SOP class ${meta.sopClassUid}.`,
      { nextStep: 'Choose a parametric map.' },
    );
  if (!isNative(meta.transferSyntax))
    throw new TimescopeError(
      'UNSUPPORTED_TRANSFER_SYNTAX',
      `The map is compressed as ${transferSyntaxName(meta.transferSyntax)}; an uncompressed one was expected.`,
      { nextStep: 'Export it uncompressed.' },
    );
  const mapping = mappingOf(dataset, 0);
  return {
    header: objectHeader(dataset),
    quantity: quantityOf(mapping),
    unit: codeIn(mapping, '004008EA'),
    explanation: text(mapping, '00283003'),
    rows: number(dataset, '00280010') ?? 0,
    columns: number(dataset, '00280011') ?? 0,
    matrix: tiledMatrix(dataset),
    frames: laidOutFrames(dataset, []).map(({ place }, index) => ({
      place,
      values: realValues(bytes, part10, index),
    })),
    notMapped: number(dataset, '00280122') ?? number(dataset, '00280123'),
  };
}

/** Real world value mapping of a frame: its own, else the shared one, else that of the image. */
function mappingOf(dataset: DicomJson, frame: number): DicomJson {
  const groups = [items(dataset, '52009230')[frame], item(dataset, '52009229'), dataset];
  return groups.flatMap(group => (group ? items(group, '00409096') : []))[0] ?? {};
}

/** The value of the item whose name is "Quantity" (SCT 246205007, in old objects SRT G-C1C6), else of the first. */
function quantityOf(mapping: DicomJson): Code | undefined {
  const definitions = items(mapping, '00409220');
  const named = definitions.find(({ '0040A043': name }) =>
    ['246205007', 'G-C1C6'].includes(codeIn({ '0040A043': name }, '0040A043')?.value ?? ''),
  );
  const definition = named ?? definitions[0];
  return definition && codeIn(definition, '0040A168');
}

function realValues(bytes: Uint8Array, part10: Part10, frame: number): Float32Array {
  const { dataset } = part10;
  const stored = storedValues(readFrameBytes(bytes, part10, frame), dataset);
  const mapping = mappingOf(dataset, frame);
  const slope = number(mapping, '00409225') ?? 1;
  const intercept = number(mapping, '00409224') ?? 0;
  return slope === 1 && intercept === 0
    ? Float32Array.from(stored)
    : Float32Array.from(stored, value => value * slope + intercept);
}

function storedValues(frame: Uint8Array, dataset: DicomJson): Iterable<number> & ArrayLike<number> {
  // Not slice: that of a Node Buffer is a view into other bytes.
  const { buffer } = new Uint8Array(frame);
  const bits = number(dataset, '00280100') ?? 16;
  const signed = number(dataset, '00280103') === 1;
  if (bits === 64) return new Float64Array(buffer, 0, buffer.byteLength >> 3);
  if (bits === 32) return new Float32Array(buffer, 0, buffer.byteLength >> 2);
  if (bits === 8) return new Uint8Array(buffer);
  return signed
    ? new Int16Array(buffer, 0, buffer.byteLength >> 1)
    : new Uint16Array(buffer, 0, buffer.byteLength >> 1);
}
