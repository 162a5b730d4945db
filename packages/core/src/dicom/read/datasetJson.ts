import type { DataSet, Element } from 'dicom-parser';
import type { DicomElement, DicomJson } from '../json';
import type { ByteRange } from './byteSource';
import { textDecoder, type DecodeText } from './characterSet';
import { elementValues } from './elementValues';
import { valueRepresentation } from './valueRepresentation';

/** Binary values up to this many bytes stand in the JSON, larger ones stay in the file. Ours. */
const INLINE_BYTES = 1024;

const binary = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN']);
const pixelData = new Set(['7FE00001', '7FE00002', '7FE00008', '7FE00009', '7FE00010']);

/** What an item inherits from the data set around it. */
interface Context {
  readonly decode: DecodeText;
  readonly signed: boolean;
  /** Tags and item numbers (from 1) that lead to this data set, each followed by "/". */
  readonly path: string;
  readonly bulk: Map<string, ByteRange>;
}

/**
 * A parsed data set as DICOM JSON, without group 0002, group lengths and pixel data. Texts are decoded, so Specific
 * Character Set says ISO_IR 192. A large binary element carries a BulkDataURI like "00480105/1/00282000" that is
 * also its key in `bulk`.
 */
export function datasetJson(dataSet: DataSet): {
  readonly dataset: DicomJson;
  readonly bulk: ReadonlyMap<string, ByteRange>;
} {
  const bulk = new Map<string, ByteRange>();
  return { dataset: itemJson(dataSet, { decode: textDecoder([]), signed: false, path: '', bulk }), bulk };
}

function itemJson(dataSet: DataSet, outer: Context): DicomJson {
  const context = contextOf(dataSet, outer);
  const json: Record<string, DicomElement> = {};
  for (const element of Object.values(dataSet.elements)) {
    const tag = element.tag.slice(1).toUpperCase();
    if (!isKept(tag)) continue;
    json[tag] =
      tag === '00080005' && element.length > 0
        ? { vr: 'CS', Value: ['ISO_IR 192'] }
        : elementJson(dataSet, element, tag, context);
  }
  return json;
}

const isKept = (tag: string) =>
  !tag.startsWith('0002') && !tag.startsWith('FFF') && !tag.endsWith('0000') && !pixelData.has(tag);

function contextOf(dataSet: DataSet, outer: Context): Context {
  const characterSets = dataSet.elements.x00080005 && dataSet.string('x00080005')?.split('\\');
  const representation = dataSet.elements.x00280103 && dataSet.uint16('x00280103');
  return {
    ...outer,
    decode: characterSets ? textDecoder(characterSets) : outer.decode,
    signed: representation === undefined ? outer.signed : representation === 1,
  };
}

function elementJson(dataSet: DataSet, element: Element, tag: string, context: Context): DicomElement {
  if (element.items) return sequenceJson(element.items, tag, context);
  const vr = valueRepresentation(tag, element.vr, context.signed);
  if (vr === 'SQ') return { vr };
  const bytes = dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
  if (bytes.length === 0) return { vr };
  if (!binary.has(vr)) return { vr, Value: elementValues(vr, bytes, context.decode) };
  if (bytes.length <= INLINE_BYTES) return { vr, InlineBinary: btoa(String.fromCharCode(...bytes)) };
  const uri = context.path + tag;
  context.bulk.set(uri, { offset: element.dataOffset, length: element.length });
  return { vr, BulkDataURI: uri };
}

function sequenceJson(items: readonly Element[], tag: string, context: Context): DicomElement {
  const Value = items.map(({ dataSet }, index) =>
    dataSet ? itemJson(dataSet, { ...context, path: `${context.path}${tag}/${index + 1}/` }) : {},
  );
  return Value.length === 0 ? { vr: 'SQ' } : { vr: 'SQ', Value };
}
