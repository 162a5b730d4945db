import { items, personName, values, type DicomElement, type DicomJson } from '../json';
import { keywordOf } from '../tagNames';
import { decimalString } from '../decimalString';
import type { Dataset, DatasetValue } from './dataset';

/**
 * Attributes of a data set that was read, to be written into another: those of the tags, sequences with all that is in
 * them. What is absent stays absent, an empty attribute stays empty. Private elements and binary values are left out.
 */
export function copied(from: DicomJson, tags: readonly string[]): Dataset {
  return Object.fromEntries(
    tags.flatMap(tag => {
      const element = from[tag];
      const keyword = keywordOf(tag);
      return element && keyword !== undefined && !isBinary(element) ? [[keyword, valueOf(from, tag)]] : [];
    }),
  );
}

const isBinary = ({ vr, InlineBinary, BulkDataURI }: DicomElement): boolean =>
  InlineBinary !== undefined || BulkDataURI !== undefined || vr === 'UN';

function valueOf(from: DicomJson, tag: string): DatasetValue {
  const vr = from[tag]?.vr;
  if (vr === 'SQ') return items(from, tag).map(item => copied(item, Object.keys(item).sort()));
  const [first, ...others] = values(from, tag).map(value => (vr === 'PN' ? personName(value) : value));
  if (first === undefined) return '';
  return typeof first === 'number'
    ? numbersOf(vr, [first, ...others.map(Number)])
    : textsOf([first, ...others]);
}

function numbersOf(vr: string | undefined, found: readonly number[]): DatasetValue {
  if (vr === 'DS') return found.map(decimalString);
  return found.length === 1 ? (found[0] ?? '') : found;
}

function textsOf(found: readonly unknown[]): DatasetValue {
  const texts = found.map(plainText);
  return texts.length === 1 ? (texts[0] ?? '') : texts;
}

/** An empty value among others is null in JSON. */
const plainText = (value: unknown): string => (typeof value === 'string' ? value : '');
