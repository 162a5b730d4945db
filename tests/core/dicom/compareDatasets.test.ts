import { compareDatasets } from '@timescope/core/dicom/compareDatasets';
import { JPEG_2000 } from '@timescope/core/dicom/read/transferSyntaxes';
import { dicomFile, encapsulated, greyImage, identified, type HandMade } from '../../harness/dicomBytes';
import { handMadeResult } from '../../harness/handMadeResult';

const object = (name: string, result = handMadeResult('a')) => {
  const found = result.objects.find(one => one.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found.bytes;
};

const base = [...identified('1.2', '1.2.3', '1.2.3.1'), ...greyImage([[1, 2, 3, 4]])];
const file = dicomFile(base);
const withElement = (element: HandMade) =>
  dicomFile(
    [...base.filter(([tag]) => tag !== element[0]), element].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );

test('equal files differ in nothing', () => {
  expect(compareDatasets(file, file.slice())).toEqual([]);
});

test('a patient name that the store corrected is told and accepted', () => {
  expect(compareDatasets(file, withElement(['00100010', 'PN', 'Right^Name']))).toEqual([
    { path: '00100010', kind: 'changed', accepted: true },
  ]);
});

test('one pixel that is different is not accepted', () => {
  const other = withElement(['7FE00010', 'OB', Uint8Array.of(1, 2, 3, 5)]);
  expect(compareDatasets(file, other)).toEqual([{ path: '7FE00010', kind: 'changed', accepted: false }]);
});

test('another text inside a report is not accepted, and the path says where', () => {
  const other = handMadeResult('a', { time: '101112' });
  const report = object('scores').slice();
  const at = Buffer.from(report).lastIndexOf('a ');
  report.set(new TextEncoder().encode('b'), at);
  expect(compareDatasets(object('scores', other), report)).toEqual([
    { path: '0040A730/1/0040A160', kind: 'changed', accepted: false },
  ]);
});

test('the time of an earlier saving is accepted only where the object was there before', () => {
  const later = object('scores', handMadeResult('a', { time: '235959' }));
  expect(compareDatasets(later, object('scores'))).toEqual([
    { path: '00080033', kind: 'changed', accepted: false },
  ]);
  expect(compareDatasets(later, object('scores'), { savedEarlier: true })).toEqual([
    { path: '00080033', kind: 'changed', accepted: true },
  ]);
});

test('a store may add what it knows itself, and nothing that changes the content', () => {
  expect(compareDatasets(file, withElement(['00080054', 'AE', 'PACS']))).toEqual([
    { path: '00080054', kind: 'added', accepted: true },
  ]);
  expect(compareDatasets(file, withElement(['00281053', 'DS', '2 ']))).toEqual([
    { path: '00281053', kind: 'added', accepted: false },
  ]);
});

test('an empty attribute that is left out is accepted, one with a value is not', () => {
  const full = withElement(['00204000', 'LT', 'seen']);
  const empty = withElement(['00204000', 'LT', '']);
  expect(compareDatasets(full, file)).toEqual([{ path: '00204000', kind: 'missing', accepted: false }]);
  expect(compareDatasets(empty, file)).toEqual([{ path: '00204000', kind: 'missing', accepted: true }]);
});

test('binary values of any length are compared byte for byte', () => {
  const large = (last: number): HandMade => ['00282000', 'OB', new Uint8Array(5000).fill(last, 4999)];
  expect(compareDatasets(withElement(large(1)), withElement(large(1)))).toEqual([]);
  expect(compareDatasets(withElement(large(1)), withElement(large(2)))).toEqual([
    { path: '00282000', kind: 'changed', accepted: false },
  ]);
});

test('a private text whose representation the store forgot is the same text', () => {
  const sent = withElement(['00290010', 'LO', 'TIMESCOPE']);
  expect(compareDatasets(sent, withElement(['00290010', 'UN', 'TIMESCOPE']))).toEqual([]);
});

test('pixels that come back in a lossy compression are not accepted', () => {
  const elements = base.filter(([tag]) => tag !== '7FE00010');
  const compressed = (transferSyntax: string) =>
    dicomFile(elements, { transferSyntax, tail: encapsulated([], [[1, 2]]) });
  const recompressed = (accepted: boolean) => [
    { path: '00020010', kind: 'transfer-syntax', accepted: true },
    { path: '7FE00010', kind: 'recompressed', accepted },
  ];
  expect(compareDatasets(file, compressed('1.2.840.10008.1.2.4.90'))).toEqual(recompressed(true));
  expect(compareDatasets(file, compressed(JPEG_2000))).toEqual(recompressed(false));
});

test('encapsulated frames are compared without their offset table', () => {
  const elements = base.filter(([tag]) => tag !== '7FE00010');
  const framesAt = (offsets: number[], last: number) =>
    dicomFile(elements, { transferSyntax: JPEG_2000, tail: encapsulated(offsets, [[1, 2, 3, last]]) });
  expect(compareDatasets(framesAt([], 4), framesAt([0], 4))).toEqual([]);
  expect(compareDatasets(framesAt([], 4), framesAt([0], 5))).toEqual([
    { path: '7FE00010', kind: 'changed', accepted: false },
  ]);
});

test('an archive may leave out private attributes, and it is told', () => {
  expect(compareDatasets(withElement(['00990010', 'LO', 'TIMESCOPE']), file)).toEqual([
    { path: '00990010', kind: 'missing', accepted: true },
  ]);
  const changed = withElement(['00990010', 'LO', 'TIMESCOPF']);
  expect(compareDatasets(withElement(['00990010', 'LO', 'TIMESCOPE']), changed)).toEqual([
    { path: '00990010', kind: 'changed', accepted: false },
  ]);
});
