import { readFile } from 'node:fs/promises';
import { item, number, numbers, text, values } from '@timescope/core/dicom/json';
import { arraySource } from '@timescope/core/dicom/read/byteSource';
import { openFrame, readFrame, readFrameBytes } from '@timescope/core/dicom/read/frame';
import { openPart10, readPart10 } from '@timescope/core/dicom/read/part10';
import { dicomFile, encapsulated, greyImage, identified } from '../../../harness/dicomBytes';
import { sharedData, testOnRealData } from '../../../harness/sharedData';

const ids = identified('1.2', '1.2.3', '1.2.3.4');
const jpeg = { transferSyntax: '1.2.840.10008.1.2.4.50' };
const encapsulatedFile = (frames: number, tail: Uint8Array) =>
  dicomFile([...ids, ['00280008', 'IS', String(frames)]], { ...jpeg, tail });

const read = async (file: string) => {
  const bytes = new Uint8Array(await readFile(sharedData(file)));
  return { bytes, part10: readPart10(bytes) };
};

describe('a hand-made file', () => {
  const bytes = dicomFile([...ids, ...greyImage([[1, 2, 3, 4], [5, 6, 7, 8]])]); // prettier-ignore
  const part10 = readPart10(bytes);

  test('says who it is', () => {
    expect(part10.meta).toEqual({
      transferSyntax: '1.2.840.10008.1.2.1',
      sopClassUid: '1.2.840.10008.5.1.4.1.1.7',
      sopInstanceUid: '1.2.3.4',
    });
    expect(text(part10.dataset, '00100010')).toBe('Hand^Made');
    expect(number(part10.dataset, '00280010')).toBe(2);
    expect(part10.dataset['7FE00010']).toBeUndefined();
  });

  test('gives its second frame as stored', () => {
    expect(readFrame(bytes, part10, 1)).toMatchObject({
      bytes: Uint8Array.of(5, 6, 7, 8),
      width: 2,
      height: 2,
    });
  });

  test('has no third frame', () => {
    expect(() => readFrameBytes(bytes, part10, 2)).toThrow('The image has 2 frames; frame 3 was asked for.');
  });

  test('reads the same from a source that is not in memory', async () => {
    const source = arraySource(bytes);
    expect((await openFrame(source, await openPart10(source), 0)).bytes).toEqual(Uint8Array.of(1, 2, 3, 4));
  });

  test('keeps a large binary value in the file and says where', () => {
    const large = readPart10(dicomFile([...ids, ['00282000', 'OB', new Uint8Array(2000)]]));
    expect(large.dataset['00282000']).toEqual({ vr: 'OB', BulkDataURI: '00282000' });
    expect(large.bulk.get('00282000')?.length).toBe(2000);
  });
});

describe('encapsulated frames', () => {
  test('one fragment a frame without an offset table', () => {
    const bytes = encapsulatedFile(2, encapsulated([], [[1, 2], [3, 4]])); // prettier-ignore
    expect(readFrameBytes(bytes, readPart10(bytes), 1)).toEqual(Uint8Array.of(3, 4));
  });

  test('the offset table puts two fragments into the first frame', () => {
    const bytes = encapsulatedFile(2, encapsulated([0, 20], [[1, 2], [3, 4], [5, 6]])); // prettier-ignore
    const part10 = readPart10(bytes);
    expect(readFrameBytes(bytes, part10, 0)).toEqual(Uint8Array.of(1, 2, 3, 4));
    expect(readFrameBytes(bytes, part10, 1)).toEqual(Uint8Array.of(5, 6));
  });

  test('without a table a frame begins where a JPEG image begins', () => {
    const fragments = [
      [0xff, 0xd8, 0xff, 1],
      [2, 3],
      [0xff, 0xd8, 0xff, 4],
    ];
    const bytes = encapsulatedFile(2, encapsulated([], fragments));
    expect(readFrameBytes(bytes, readPart10(bytes), 0)).toEqual(Uint8Array.of(0xff, 0xd8, 0xff, 1, 2, 3));
  });

  test('frames that cannot be told apart are an error, not a guess', () => {
    const bytes = encapsulatedFile(2, encapsulated([], [[1, 2], [3, 4], [5, 6]])); // prettier-ignore
    expect(() => readPart10(bytes)).toThrow(/3 fragments.*2 expected frames/);
  });
});

test('frames of a binary segmentation that share a byte are parted', () => {
  const bytes = dicomFile([
    ...ids,
    ['00280002', 'US', [1]],
    ['00280008', 'IS', '2'],
    ['00280010', 'US', [1]],
    ['00280011', 'US', [3]],
    ['00280100', 'US', [1]],
    ['7FE00010', 'OB', Uint8Array.of(0b00101011, 0)],
  ]);
  const part10 = readPart10(bytes);
  expect([0, 1].map(index => [...readFrameBytes(bytes, part10, index)])).toEqual([[0b011], [0b101]]);
});

describe('bad input gets one clear sentence', () => {
  const fromText = (content: string) => new TextEncoder().encode(content);
  test.each([
    [new Uint8Array(), 'This is not a DICOM file: it is empty.'],
    [fromText('<!DOCTYPE html><html></html>'), 'This is not a DICOM file: it is a web page.'],
    [fromText('Dear colleague, '.repeat(20)), 'This is not a DICOM file: it is a text file.'],
    [new Uint8Array(500).fill(200), 'This is not a DICOM file: the letters DICM are not at byte 128.'],
  ])('case %#', (bytes, message) => {
    expect(() => readPart10(bytes)).toThrow(expect.objectContaining({ code: 'NOT_DICOM', message }) as Error);
  });

  test('pixel data that is cut off is refused with the bytes found and expected', () => {
    const bytes = dicomFile([...ids, ...greyImage([[1, 2, 3, 4]])]);
    expect(() => readPart10(bytes.subarray(0, bytes.length - 2))).toThrow(
      '2 bytes were found, 4 were expected',
    );
  });

  test('every cut of a file is read or refused with an error of ours', () => {
    const bytes = dicomFile([...ids, ...greyImage([[1, 2, 3, 4]])]);
    for (let length = 0; length < bytes.length; length++) {
      try {
        expect(readPart10(bytes.subarray(0, length)).pixelData).toBeUndefined();
      } catch (thrown) {
        expect(thrown).toMatchObject({ name: 'TimescopeError' });
      }
    }
  });
});

describe('real files', () => {
  testOnRealData('implicit and explicit files of one CT hold the same values and pixels', async () => {
    const explicit = await read('nasty-dicomparser/testImages/CT1_UNC.explicit_little_endian.dcm');
    const implicit = await read('nasty-dicomparser/testImages/CT1_UNC.implicit_little_endian.dcm');
    for (const tag of ['00080018', '00200032', '00280030', '00281052', '00100010'])
      expect(values(implicit.part10.dataset, tag)).toEqual(values(explicit.part10.dataset, tag));
    expect(
      Buffer.compare(
        readFrameBytes(implicit.bytes, implicit.part10, 0),
        readFrameBytes(explicit.bytes, explicit.part10, 0),
      ),
    ).toBe(0);
  });

  testOnRealData(
    'the eight frames of a fragmented JPEG file without a table each begin as JPEG',
    async () => {
      const file =
        'nasty-dicomparser/testImages/encapsulated/multi-frame/IM00001.fragmented_no_bot_jpeg_baseline.50.dcm';
      const { bytes, part10 } = await read(file);
      for (let index = 0; index < 8; index++)
        expect([...readFrameBytes(bytes, part10, index).subarray(0, 2)]).toEqual([0xff, 0xd8]);
    },
  );

  testOnRealData('frame 8 of the Camelyon slide equals the picture its makers extracted', async () => {
    const { bytes, part10 } = await read('dicom-wsi-ez/testdata/multiframe_camelyon_challenge_image.dcm');
    const expected = await readFile(sharedData('dicom-wsi-ez/testdata/dcm_frame_8.jpg'));
    expect(Buffer.compare(readFrameBytes(bytes, part10, 7), expected)).toBe(0);
  });

  testOnRealData('a slide keeps its nested spacing and matrix', async () => {
    const { part10 } = await read('dicom-wsi-highdicom/test_files/sm_image.dcm');
    const shared = item(part10.dataset, '52009229');
    expect(
      shared && item(shared, '00289110') && numbers(item(shared, '00289110') ?? {}, '00280030'),
    ).toHaveLength(2);
    expect(number(part10.dataset, '00480006')).toBe(50);
  });

  testOnRealData.each([
    ['chrGerm', 'Äneas^Rüdiger'],
    ['chrFren', 'Buc^Jérôme'],
    ['chrRuss', 'Люкceмбypг'],
    ['chrX1', 'Wang^XiaoDong'],
    ['chrH31', 'Yamada^Tarou'],
  ])('the name in %s.dcm is %s', async (file, name) => {
    const { part10 } = await read(`nasty-pydicom/charset_files/${file}.dcm`);
    expect(text(part10.dataset, '00100010')).toBe(name);
  });

  testOnRealData.each([
    ['nasty-pydicom/test_files/MR_truncated.dcm', 'TRUNCATED'],
    ['nasty-pydicom/test_files/rtplan_truncated.dcm', 'TRUNCATED'],
    ['nasty-pydicom/test_files/no_meta.dcm', 'NOT_DICOM'],
    ['nasty-pydicom/test_files/MR_small_bigendian.dcm', 'UNSUPPORTED_TRANSFER_SYNTAX'],
    ['nasty-pydicom/test_files/image_dfl.dcm', 'UNSUPPORTED_TRANSFER_SYNTAX'],
  ])('%s is refused as %s', async (file, code) => {
    await expect(read(file)).rejects.toMatchObject({ code });
  });
});
