import { contentDigest } from '@timescope/core/dicom/contentDigest';
import type { DicomObject } from '@timescope/core/dicom/write/resultObjects';

type Change = (file: Buffer) => void;

/** The files of a result, one of them changed. */
export const withChanged = (objects: readonly DicomObject[], name: string, change: Change): Buffer[] =>
  objects.map(object => {
    const file = Buffer.from(object.bytes);
    if (object.name === name) change(file);
    return file;
  });

/** The same by somebody who knows how: the digest in the report, which is last, is made to fit the change. */
export function forged(objects: readonly DicomObject[], name: string, change: Change): Buffer[] {
  const files = withChanged(objects, name, change);
  const at = objects.findIndex(object => object.name === name);
  const report = files.at(-1);
  const [before, after] = [objects[at]?.bytes, files[at]].map(bytes => digitsOf(bytes ?? new Uint8Array()));
  report?.write(after ?? '', report.indexOf(before ?? ''));
  return files;
}

const digitsOf = (file: Uint8Array): string => contentDigest(file).split(' ')[1] ?? '';

/** One text in the place of another of the same length, where it first stands. */
export const replaced =
  (before: string, after: string): Change =>
  file => {
    const at = file.indexOf(before);
    if (at < 0 || before.length !== after.length) throw new Error(`${before} cannot be replaced.`);
    file.write(after, at);
  };

/** Behind the head of an element with a long length: tag, VR, two bytes, four bytes of length. */
const longValueAt = (file: Buffer, ...tagAndVr: number[]) => file.lastIndexOf(Uint8Array.from(tagAndVr)) + 12;

/** Integer or float pixels, to the end of the file. */
export const pixelsGone: Change = file => {
  const inBytes = longValueAt(file, 0xe0, 0x7f, 0x10, 0, 0x4f, 0x42);
  const inFloats = longValueAt(file, 0xe0, 0x7f, 0x08, 0, 0x4f, 0x46);
  file.fill(0, Math.max(inBytes, inFloats));
};

/** The first digit of the first number of a report, in its text form: (0040,A30A) DS and two bytes of length. */
export const firstNumberChanged: Change = file => {
  const at = file.indexOf(Uint8Array.of(0x40, 0, 0x0a, 0xa3, 0x44, 0x53)) + 8;
  file.write(file.toString('latin1', at, at + 1) === '9' ? '8' : '9', at);
};

/** The first coordinate of bulk annotations, one pixel off: (0066,0016) OF. */
export const firstCellMoved: Change = file => {
  const at = file.indexOf(Uint8Array.of(0x66, 0, 0x16, 0, 0x4f, 0x46)) + 12;
  file.writeFloatLE(file.readFloatLE(at) + 1, at);
};
