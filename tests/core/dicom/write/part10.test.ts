import { text } from '@timescope/core/dicom/json';
import { readFrameBytes } from '@timescope/core/dicom/read/frame';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { ctInstanceFile } from '@timescope/core/dicom/write/ctInstance';
import {
  encapsulatedPixelDataHeader,
  fragmentBytes,
  nativePixelDataHeader,
  part10Bytes,
  sequenceDelimiter,
} from '@timescope/core/dicom/write/part10';
import { demoCtDescription } from '@timescope/synthetic/demoPatient';

const dataset = {
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.7',
  SOPInstanceUID: '1.2.3',
  PatientName: 'MÜLLER^Änne',
  PatientID: undefined,
  Rows: 1,
  Columns: 1,
  BitsAllocated: 8,
  SamplesPerPixel: 3,
  NumberOfFrames: 3,
};

const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap(part => [...part]));

test('a name with umlauts comes back, and an undefined attribute is absent', () => {
  const read = readPart10(part10Bytes(dataset));
  expect(text(read.dataset, '00100010')).toBe('MÜLLER^Änne');
  expect(read.dataset['00100020']).toBeUndefined();
  expect(read.meta).toMatchObject({ sopInstanceUid: '1.2.3', transferSyntax: '1.2.840.10008.1.2.1' });
});

test('encapsulated frames of odd and even length come back one by one', () => {
  const frames = [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5), Uint8Array.of(6, 7, 8, 9, 10)];
  const file = joined(
    part10Bytes(dataset, '1.2.840.10008.1.2.4.50'),
    encapsulatedPixelDataHeader(frames.map(frame => frame.length)),
    ...frames.map(fragmentBytes),
    sequenceDelimiter(),
  );
  const read = readPart10(file);
  expect([0, 1, 2].map(index => [...readFrameBytes(file, read, index)])).toEqual([
    [1, 2, 3, 0],
    [4, 5],
    [6, 7, 8, 9, 10, 0],
  ]);
});

test('native frames come back one by one, also when their sum is odd', () => {
  const file = joined(
    part10Bytes(dataset),
    nativePixelDataHeader(9),
    Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 0),
  );
  expect([...readFrameBytes(file, readPart10(file), 2)]).toEqual([7, 8, 9]);
});

test('a level of more than 4 GiB is refused before it is written', () => {
  expect(() => nativePixelDataHeader(2 ** 32)).toThrow(/holds at most/);
});

test('a CT slice comes back with its Hounsfield units', () => {
  const hu = Int16Array.of(-1024, 0, 40, 3071);
  const slice = {
    sopInstanceUid: '1.2.9',
    number: 1,
    positionMm: [0, 0, 5] as const,
    width: 2,
    height: 2,
    hu,
  };
  const file = ctInstanceFile(demoCtDescription, slice);
  const pixels = readFrameBytes(file, readPart10(file), 0);
  expect([...new Int16Array(pixels.slice().buffer)]).toEqual([...hu]);
});
