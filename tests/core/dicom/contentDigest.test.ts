import { compareDatasets } from '@timescope/core/dicom/compareDatasets';
import { contentDigest } from '@timescope/core/dicom/contentDigest';
import { JPEG_2000 } from '@timescope/core/dicom/read/transferSyntaxes';
import { dicomFile, encapsulated, greyImage, identified, type HandMade } from '../../harness/dicomBytes';
import { handMadeResult } from '../../harness/handMadeResult';

const elements: readonly HandMade[] = [
  ['00080012', 'DA', '20261122'],
  ...identified('1.2', '1.2.3', '1.2.3.1'),
  ['0008103E', 'LO', 'TIMEscope Ki-67 scores (version 1)'],
  ['00081111', 'SQ', ''],
  ['00200011', 'IS', '9001'],
  ['00204000', 'LT', ''],
  ['00281053', 'DS', '2 '],
  ['00282000', 'OB', Uint8Array.of(1, 2, 3, 0)],
  ['00990010', 'LO', 'TIMESCOPE'],
  ...greyImage([[1, 2, 3, 0]]),
];
const sorted = (all: readonly HandMade[]) => [...all].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
const fileOf = (all: readonly HandMade[]) => dicomFile(sorted(all));
const without = (tag: string) => elements.filter(([each]) => each !== tag);
const sent = fileOf(elements);

const tags = elements.map(([tag]) => tag).filter(tag => tag !== '00080018');
const recoded = dicomFile(sorted(without('7FE00010')), {
  transferSyntax: JPEG_2000,
  tail: encapsulated([], [[1, 2]]),
});

/** What archives do and what they must not do: each element left out, emptied, changed, given as bytes; some added. */
const received: readonly (readonly [string, Uint8Array])[] = [
  ...tags.map(tag => [`${tag} left out`, fileOf(without(tag))] as const),
  ...elements.flatMap(([tag, vr, value]) =>
    tag === '00080018' || vr === 'SQ'
      ? []
      : ([
          [`${tag} emptied`, fileOf([...without(tag), [tag, vr, '']])],
          [`${tag} as bytes`, fileOf([...without(tag), [tag, 'UN', value]])],
          [`${tag} of an unknown kind`, fileOf([...without(tag), [tag, 'ZZ', value]])],
          [
            `${tag} changed`,
            fileOf([...without(tag), [tag, vr, typeof value === 'string' ? '7' : Uint8Array.of(7, 7)]]),
          ],
        ] as const),
  ),
  ...(['00080054', '00100020', '04000561', '00290010', '00080080', '00201040'] as const).map(
    tag => [`${tag} added`, fileOf([...elements, [tag, 'LO', 'PACS']])] as const,
  ),
  ['recoded', recoded],
];

test('whatever a store may do to an object leaves its digest as it was, or is told as another transfer syntax', () => {
  const accepted = received.filter(
    ([what, file]) =>
      // Size and frames are what the pixels are read by.
      !/^(0028(000[28]|001.|0100)|7FE00010 (empt|chan))/.test(what) &&
      compareDatasets(sent, file, { savedEarlier: true }).every(difference => difference.accepted),
  );
  const others = accepted.filter(([, file]) => contentDigest(file) !== contentDigest(sent));
  expect(others.map(([what]) => what)).toEqual([]);
  expect(accepted.map(([what]) => what)).toEqual(
    expect.arrayContaining(['00081111 left out', '00204000 left out', '00281053 as bytes', '00290010 added']),
  );
  expect(contentDigest(recoded).split(' ')[0]).not.toBe(contentDigest(sent).split(' ')[0]);
});

test('a series described or numbered otherwise and a merged study leave the digest, one other pixel does not', () => {
  const digestWith = (...changed: HandMade) => contentDigest(fileOf([...without(changed[0]), changed]));
  expect(digestWith('0008103E', 'LO', 'Ki-67 of the second biopsy')).toBe(contentDigest(sent));
  expect(digestWith('00200011', 'IS', '12')).toBe(contentDigest(sent));
  expect(digestWith('0020000D', 'UI', '1.9')).toBe(contentDigest(sent));
  expect(digestWith('7FE00010', 'OB', Uint8Array.of(1, 2, 3, 5))).not.toBe(contentDigest(sent));
  expect(digestWith('00281053', 'DS', '3 ')).not.toBe(contentDigest(sent));
});

test('objects of another content have other digests', () => {
  const digests = (content: string) =>
    handMadeResult(content).objects.map(({ bytes }) => contentDigest(bytes));
  expect(new Set([...digests('a'), ...digests('bb')]).size).toBe(6);
});
