import { readCtSeries } from '@timescope/core/dicom/read/ctSeries';
import { chosenSegment, readSegmentation, type Segmentation } from '@timescope/core/dicom/read/segmentation';
import { matrixOnSlide, segmentOnSlide, segmentTiles } from '@timescope/core/dicom/read/segmentOnSlide';
import { segmentOnVolume } from '@timescope/core/dicom/read/segmentOnVolume';
import type { CtVolume } from '@timescope/core/volume';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readCt } from '../../../../packages/cli/src/ctInput';
import { nrrdValues } from '../../../harness/nrrdMask';
import { sharedData, testOnRealData } from '../../../harness/sharedData';
import { slideFromFiles, wholeLevel } from '../../../harness/slideFiles';

const highdicom = 'dicom-wsi-highdicom/test_files';
const dcmqi = 'dcmqi-seg/data/segmentations';

const segmentation = async (file: string): Promise<Segmentation> =>
  readSegmentation(await readFile(sharedData(file)));

/**
 * The control image shows a number on each tile, each in a colour of its own; the segmentations hold a segment a colour.
 * The files state the places of their tiles across the diagonal of the image's; we take a tile as it is stated.
 */
testOnRealData.each([
  ['binary, tiles with their places', 'seg_image_sm_control.dcm'],
  ['binary, the numbers', 'seg_image_sm_numbers.dcm'],
  ['label map', 'seg_image_sm_control_labelmap.dcm'],
  ['label map with a palette', 'seg_image_sm_control_labelmap_palette_color.dcm'],
])('every segment on a slide (%s) holds exactly the pixels of its number', async (_, file) => {
  const found = await segmentation(`${highdicom}/${file}`);
  const { slide, source } = await slideFromFiles([sharedData(`${highdicom}/sm_image_control.dcm`)]);
  const { values: rgb } = await wholeLevel(source, 0);
  const across = (at: number) => {
    const [x, y] = [at % 50, Math.floor(at / 50)];
    const [column, row] = [Math.floor(x / 10), Math.floor(y / 10)];
    return (column * 10 + (y % 10)) * 50 + row * 10 + (x % 10);
  };
  const colourAt = (at: number) => rgb.slice(3 * across(at), 3 * across(at) + 3).join();
  const drawn = new Set<string>();
  for (const { number } of found.segments) {
    const { width, height, values } = segmentOnSlide(found, number);
    expect([width, height]).toEqual([50, 50]);
    const colours = new Set([...values].flatMap((inside, at) => (inside === 1 ? [colourAt(at)] : [])));
    const ofColours = Uint8Array.from(values, (__, at) => (colours.has(colourAt(at)) ? 1 : 0));
    expect(Buffer.compare(values, ofColours)).toBe(0);
    // The frame of segment 2 says that it belongs to segment 19.
    expect(colours.size).toBe(number === 2 ? 0 : number === 19 ? 2 : 1);
    colours.forEach(colour => drawn.add(colour));
  }
  expect(drawn.size).toBe(20);
  expect(matrixOnSlide(found, slide)).toMatchObject({ origin: { x: 0, y: 0 }, step: { x: 1, y: 1 } });
});

testOnRealData('stored tiles alone and every tile in order give the same pixels', async () => {
  const sparse = await segmentation(`${highdicom}/seg_image_sm_dots.dcm`);
  const full = await segmentation(`${highdicom}/seg_image_sm_dots_tiled_full.dcm`);
  for (const { number } of full.segments)
    expect(segmentOnSlide(full, number)).toEqual(segmentOnSlide(sparse, number));
});

testOnRealData('tiles without a pixel of the segment are passed over', async () => {
  const found = await segmentation(`${highdicom}/seg_image_sm_dots_tiled_full.dcm`);
  const tiles = [...segmentTiles(found, 1)];
  expect(found.frames).toHaveLength(1250);
  expect(tiles.length).toBeLessThan(25);
  expect(tiles.every(({ values }) => values.includes(1))).toBe(true);
});

testOnRealData.each([
  ['liver.dcm', 'ct-3slice', 'liver_seg.nrrd', [1]],
  ['24x38x3/seg/label.seg', '24x38x3/image', '24x38x3/nrrd/label.nrrd', [1]],
  ['23x38x3/seg/label.seg', '23x38x3/image', '23x38x3/nrrd/label.nrrd', [1]],
  ['sparse-labelmap-noppv.dcm', '24x38x3/image', 'sparse_labelmap_noppv_seg.nrrd', [1]],
  ['sparse-labelmap-ppv5.dcm', '24x38x3/image', 'sparse_labelmap_ppv5_seg.nrrd', [1]],
  ['partial_overlaps.dcm', 'ct-3slice', 'partial_overlaps-1.nrrd', [1, 4, 5]],
  ['partial_overlaps.dcm', 'ct-3slice', 'partial_overlaps-2.nrrd', [2]],
  ['partial_overlaps.dcm', 'ct-3slice', 'partial_overlaps-3.nrrd', [3]],
])('%s gives the voxels of the label map that it was made of', async (file, images, truth, numbers) => {
  const found = await segmentation(`${dcmqi}/${file}`);
  const ct = await readCt(sharedData(`${dcmqi}/${images}`));
  const { size, values } = await nrrdValues(sharedData(`${dcmqi}/${truth}`));
  expect(ct.size).toEqual(size);
  for (const number of numbers) {
    const { mask, warnings } = segmentOnVolume(found, number, ct);
    const inTruth = Uint8Array.from(values, value => (value === number ? 1 : 0));
    expect(inTruth).toContain(1);
    expect(warnings).toEqual([]);
    expect(Buffer.compare(mask.values, inTruth)).toBe(0);
  }
});

/** The CT that highdicom's CT segmentations were made of is not there; its three planes are. */
const planesOf = ({ frames, rows, columns, header }: Segmentation): CtVolume => {
  const places = frames.flatMap(({ place }) => (place.kind === 'patient' ? [place] : []));
  const slices = [...new Map(places.map(place => [place.positionMm.join(), place])).values()];
  return readCtSeries(
    slices.map((place, k) => ({
      transferSyntax: '1.2.840.10008.1.2.1',
      pixels: new Uint8Array(2 * rows * columns).fill(k),
      dataset: {
        '00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.2'] },
        '00080018': { vr: 'UI', Value: [`2.25.${k}`] },
        '00200032': { vr: 'DS', Value: place.positionMm },
        '00200037': { vr: 'DS', Value: [...place.row, ...place.column] },
        '00200052': { vr: 'UI', Value: [header.frameOfReferenceUid] },
        '00280010': { vr: 'US', Value: [rows] },
        '00280011': { vr: 'US', Value: [columns] },
        '00280030': { vr: 'DS', Value: [place.spacingMm.y, place.spacingMm.x] },
        '00280100': { vr: 'US', Value: [16] },
        '00281052': { vr: 'DS', Value: [0] },
        '00281053': { vr: 'DS', Value: [1] },
      },
    })),
  );
};

testOnRealData('binary and fractional forms of one CT segmentation give the same voxels', async () => {
  const binary = await segmentation(`${highdicom}/seg_image_ct_binary.dcm`);
  const fractional = await segmentation(`${highdicom}/seg_image_ct_binary_fractional.dcm`);
  const ct = planesOf(binary);
  const [a, b] = [segmentOnVolume(binary, 1, ct).mask, segmentOnVolume(fractional, 1, ct).mask];
  expect(fractional).toMatchObject({ kind: 'fractional', highest: 255 });
  expect(a.values).toContain(1);
  expect(b.values).toEqual(a.values);
});

testOnRealData('a share counts from one half on', async () => {
  const found = await segmentation(`${highdicom}/seg_image_ct_true_fractional.dcm`);
  const { bytes, part10 } = found.file;
  const offset = part10.pixelData?.kind === 'native' ? part10.pixelData.offset : 0;
  const stored = bytes.subarray(offset, offset + 3 * 256);
  const half = stored.reduce((count, share) => count + (2 * share >= found.highest ? 1 : 0), 0);
  const { mask } = segmentOnVolume(found, 1, planesOf(found));
  expect(mask.values.reduce((sum, voxel) => sum + voxel, 0)).toBe(half);
  expect(half).toBeGreaterThan(0);
});

testOnRealData(
  'overlapping segments are read one by one, and a choice among several is asked for',
  async () => {
    const found = await segmentation(`${highdicom}/seg_image_ct_binary_overlap.dcm`);
    const ct = planesOf(found);
    const [first, second] = [segmentOnVolume(found, 1, ct).mask, segmentOnVolume(found, 2, ct).mask];
    const shared = first.values.reduce((sum, voxel, at) => sum + (voxel & (second.values[at] ?? 0)), 0);
    expect(shared).toBeGreaterThan(0);
    expect(() => chosenSegment(found, {})).toThrow('1 (first segment), 2 (second segment)');
    expect(chosenSegment(found, { label: 'second segment' }).number).toBe(2);
  },
);

testOnRealData('a segmentation of one CT is refused on another', async () => {
  const liver = await segmentation(`${dcmqi}/liver.dcm`);
  const other = await readCt(sharedData(`${dcmqi}/24x38x3/image`));
  expect(() => segmentOnVolume(liver, 1, other)).toThrow('another frame of reference');
});

testOnRealData('every segmentation of the foreign data is read, or refused in a sentence', async () => {
  const folder = sharedData(highdicom);
  const names = (await readdir(folder)).filter(name => name.startsWith('seg_'));
  const read = await Promise.all(
    names.map(async name => readSegmentation(await readFile(path.join(folder, name)))),
  );
  expect(read.map(({ segments }) => segments.length).every(count => count > 0)).toBe(true);
  expect(names.length).toBeGreaterThan(10);
});
