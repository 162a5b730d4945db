import { TimescopeError } from '../../errors';
import type { Code } from '../contentItem';
import { rgbOfCieLab, type Rgb } from '../displayColour';
import { items, number, numbers, text, type DicomJson } from '../json';
import { readFrameBytes } from './frame';
import { laidOutFrames, tiledMatrix, type LaidOutFrame, type TiledMatrix } from './framePlaces';
import { codeIn, objectHeader, type ObjectHeader } from './objectHeader';
import { readPart10, type Part10 } from './part10';
import { isNative, transferSyntaxName } from './transferSyntaxes';

const SEGMENTATIONS = ['1.2.840.10008.5.1.4.1.1.66.4', '1.2.840.10008.5.1.4.1.1.66.7'];

/** A segmentation of ours or of another tool. Plain data: it crosses a worker. */
export interface Segmentation {
  readonly header: ObjectHeader;
  /** `labelmap`: each pixel holds the number of its segment. `fractional`: shares of `highest`. */
  readonly kind: 'binary' | 'fractional' | 'labelmap';
  readonly highest: number;
  readonly segments: readonly Segment[];
  readonly rows: number;
  readonly columns: number;
  readonly frames: readonly LaidOutFrame[];
  /** Of a slide; undefined for a segmentation of a volume. */
  readonly matrix: TiledMatrix | undefined;
  readonly file: { readonly bytes: Uint8Array; readonly part10: Part10 };
}

export interface Segment {
  readonly number: number;
  readonly label: string;
  readonly description: string | undefined;
  readonly category: Code | undefined;
  readonly type: Code | undefined;
  readonly algorithm: { readonly kind: string; readonly name: string | undefined };
  readonly colour: Rgb | undefined;
  readonly trackingUid: string | undefined;
}

/**
 * @param bytes a whole DICOM file
 * @throws TimescopeError WRONG_SOP_CLASS, UNSUPPORTED_TRANSFER_SYNTAX (compressed), NOT_AN_IMAGE, GEOMETRY, and those of
 *   reading a DICOM file
 */
export function readSegmentation(bytes: Uint8Array): Segmentation {
  const part10 = readPart10(bytes);
  const { dataset, meta } = part10;
  if (!SEGMENTATIONS.includes(meta.sopClassUid)) throw wrongClass(meta.sopClassUid);
  if (!isNative(meta.transferSyntax)) throw compressed(meta.transferSyntax);
  const kind = kindOf(dataset);
  const segments = items(dataset, '00620002').map(segmentOf).filter(isNoBackground(kind));
  return {
    header: objectHeader(dataset),
    kind,
    highest: number(dataset, '0062000E') ?? 1,
    segments,
    rows: number(dataset, '00280010') ?? 0,
    columns: number(dataset, '00280011') ?? 0,
    frames: laidOutFrames(dataset, kind === 'labelmap' ? [] : segments.map(segment => segment.number)),
    matrix: tiledMatrix(dataset),
    file: { bytes, part10 },
  };
}

/** Label maps may describe their background as segment 0. */
const isNoBackground =
  (kind: Segmentation['kind']) =>
  ({ number: value }: Segment): boolean =>
    kind !== 'labelmap' || value !== 0;

function kindOf(dataset: DicomJson): Segmentation['kind'] {
  const kind = text(dataset, '00620001')?.toLowerCase();
  if (kind === 'binary' || kind === 'fractional' || kind === 'labelmap') return kind;
  throw new TimescopeError('NOT_AN_IMAGE', `The segmentation is of the unknown type ${kind ?? '(none)'}.`, {
    nextStep: 'Export it as BINARY, FRACTIONAL or LABELMAP.',
  });
}

function segmentOf(segment: DicomJson): Segment {
  const value = number(segment, '00620004') ?? 0;
  const [l, a, b] = numbers(segment, '0062000D');
  return {
    number: value,
    label: text(segment, '00620005') ?? `Segment ${value}`,
    description: text(segment, '00620006'),
    category: codeIn(segment, '00620003'),
    type: codeIn(segment, '0062000F'),
    algorithm: { kind: text(segment, '00620008') ?? '', name: text(segment, '00620009') },
    colour: l === undefined || a === undefined || b === undefined ? undefined : rgbOfCieLab([l, a, b]),
    trackingUid: text(segment, '00620021'),
  };
}

/** Frames that may show a segment: its own, or all where pixels hold the number. */
export function framesOfSegment(
  { frames, kind }: Segmentation,
  segment: number,
): readonly (LaidOutFrame & { readonly index: number })[] {
  return frames
    .map((frame, index) => ({ ...frame, index }))
    .filter(frame => kind === 'labelmap' || frame.segment === segment);
}

/** The segment's pixels on a frame (counted from 0): 1 inside, 0 outside; a share counts from one half on. */
export function segmentPixels(segmentation: Segmentation, frame: number, segment: number): Uint8Array {
  const { kind, rows, columns, highest, file } = segmentation;
  const bytes = readFrameBytes(file.bytes, file.part10, frame);
  const bits = number(file.part10.dataset, '00280100') ?? 1;
  const inside = new Uint8Array(rows * columns);
  if (bits === 1) unpack(bytes, inside);
  else if (kind === 'labelmap') markLabel(bits === 16 ? uint16s(bytes) : bytes, segment, inside);
  else for (let at = 0; at < inside.length; at++) inside[at] = 2 * (bytes[at] ?? 0) >= highest ? 1 : 0;
  return inside;
}

function unpack(bytes: Uint8Array, inside: Uint8Array): void {
  for (let at = 0; at < inside.length; at++) inside[at] = ((bytes[at >>> 3] ?? 0) >>> (at & 7)) & 1;
}

function markLabel(values: Uint8Array | Uint16Array, label: number, inside: Uint8Array): void {
  for (let at = 0; at < inside.length; at++) inside[at] = values[at] === label ? 1 : 0;
}

function uint16s(bytes: Uint8Array): Uint16Array {
  // Not slice: that of a Node Buffer is a view into other bytes.
  const copy = new Uint8Array(bytes);
  return new Uint16Array(copy.buffer, 0, copy.length >> 1);
}

/**
 * A segment by its number, or by its label where no number is given; without either the only one there is.
 * @throws TimescopeError USAGE when it is not there, or when there are several to choose from.
 */
export function chosenSegment(
  { segments }: Segmentation,
  choice: { readonly number?: number; readonly label?: string },
): Segment {
  const fits = segments.filter(
    segment =>
      (choice.number === undefined || segment.number === choice.number) &&
      (choice.label === undefined || segment.label === choice.label),
  );
  const [only] = fits;
  if (only && fits.length === 1) return only;
  const names = segments.map(segment => `${segment.number} (${segment.label})`).join(', ');
  throw new TimescopeError('USAGE', `The segmentation holds the segments ${names || 'none'}.`, {
    kind: 'usage',
    nextStep: 'Choose one of them: --segment 1, say.',
  });
}

const wrongClass = (found: string): TimescopeError =>
  new TimescopeError('WRONG_SOP_CLASS', `A DICOM segmentation was expected; found was SOP class ${found}.`, {
    nextStep: 'Choose a SEG object (modality SEG).',
  });

const compressed = (syntax: string): TimescopeError =>
  new TimescopeError(
    'UNSUPPORTED_TRANSFER_SYNTAX',
    `The segmentation is compressed as ${transferSyntaxName(syntax)}; an uncompressed one was expected.`,
    { nextStep: 'Export it uncompressed.', fields: { transferSyntax: syntax } },
  );
