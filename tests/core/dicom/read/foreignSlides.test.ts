import { sha256Hex } from '@timescope/core/sha256';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { hasRealData, sharedData, testOnRealData } from '../../../harness/sharedData';
import { slideFromFiles, wholeLevel } from '../../../harness/slideFiles';

interface Read {
  readonly width: number;
  readonly height: number;
  readonly spacingMm: readonly [number, number];
  readonly sha256: string;
}

const highdicom = 'dicom-wsi-highdicom/test_files';
const google = 'dicom-wsi-google-medimg/dicom_proxy/testdata';
const pipeline = 'dicom-wsi-google-medimg/transformation_pipeline/testdata';

const slides = [
  ['uncompressed', `${highdicom}/sm_image.dcm`],
  ['uncompressed, numbered tiles', `${highdicom}/sm_image_numbers.dcm`],
  ['uncompressed, dotted tiles', `${highdicom}/sm_image_dots.dcm`],
  ['uncompressed, a control', `${highdicom}/sm_image_control.dcm`],
  ['JPEG-LS', `${highdicom}/sm_image_jpegls.dcm`],
  ['JPEG-LS without an offset table', `${highdicom}/sm_image_jpegls_nobot.dcm`],
  ['JPEG 2000, edge tiles filled up', `${google}/multi_frame_jpeg2000_camelyon_challenge_image.dcm`],
  ['JPEG, edge tiles filled up', `${google}/multi_frame_jpeg_camelyon_challenge_image.dcm`],
  ['JPEG without optical path', 'dicom-wsi-ez/testdata/multiframe_camelyon_challenge_image.dcm'],
  ['uncompressed in one tile, size from the imaged volume', `${pipeline}/test_raw_dicom.dcm`],
  ['JPEG in one tile', `${pipeline}/test_jpeg_dicom.dcm`],
] as const;

/** What pydicom, Pillow and dcmtk make of the same files. */
let independently: readonly Read[] = [];

beforeAll(() => {
  if (!hasRealData) return;
  const script = path.join(import.meta.dirname, '../../../oracles/foreign_slide.py');
  const files = slides.map(([, file]) => sharedData(file));
  const printed = execFileSync('/usr/bin/python3', [script, ...files], { encoding: 'utf8' });
  independently = JSON.parse(printed) as readonly Read[];
});

testOnRealData.each(slides)(
  'a foreign slide (%s) has its tiles, pixels and spacing bit for bit',
  async (_, name) => {
    const expected = independently[slides.findIndex(([, file]) => file === name)];
    if (!expected) throw new Error('The oracle did not read the slide.');
    const { source } = await slideFromFiles([sharedData(name)]);
    const [finest] = source.levels;
    expect(finest).toMatchObject({ width: expected.width, height: expected.height });
    expect(finest?.mpp.y).toBeCloseTo(expected.spacingMm[0] * 1000, 4);
    expect(finest?.mpp.x).toBeCloseTo(expected.spacingMm[1] * 1000, 4);
    expect(sha256Hex((await wholeLevel(source, 0)).values)).toBe(expected.sha256);
  },
);
