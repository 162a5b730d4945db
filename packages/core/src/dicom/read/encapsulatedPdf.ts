import { TimescopeError } from '../../errors';
import { number, text } from '../json';
import { objectHeader, type ObjectHeader } from './objectHeader';
import { readPart10 } from './part10';

export interface EncapsulatedPdf {
  readonly header: ObjectHeader;
  readonly title: string | undefined;
  readonly pdf: Uint8Array;
}

/** @throws TimescopeError NOT_AN_IMAGE when the object holds no PDF, and those of reading a file */
export function readEncapsulatedPdf(bytes: Uint8Array): EncapsulatedPdf {
  const { dataset, bulk } = readPart10(bytes);
  const element = dataset['00420011'];
  const range = bulk.get(element?.BulkDataURI ?? '');
  const stored = range
    ? bytes.subarray(range.offset, range.offset + range.length)
    : Uint8Array.from(atob(element?.InlineBinary ?? ''), letter => letter.charCodeAt(0));
  if (text(dataset, '00420012') !== 'application/pdf' || stored.length === 0)
    throw new TimescopeError('NOT_AN_IMAGE', 'The object holds no PDF document.', {
      nextStep: 'Choose an encapsulated PDF.',
    });
  // An odd document is followed by one byte that is not its own.
  const length = number(dataset, '00420015') ?? stored.length;
  return {
    header: objectHeader(dataset),
    title: text(dataset, '00420010'),
    pdf: new Uint8Array(stored.subarray(0, length)),
  };
}
