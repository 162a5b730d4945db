import { readSegmentation } from '@timescope/core/dicom/read/segmentation';
import { slideSegmentation } from '@timescope/core/dicom/write/slideSegmentation';
import { newRgbRaster } from '@timescope/core/raster';
import { classesOfSegments, tissueSegments } from '@timescope/extension-ihc-scoring/evidence/tissueSegments';
import { drawnDicomSlide } from '../../../harness/drawnDicomSlide';

/** Blocks of 32 pixels: a class in whole ones and in those of which at least half lies on the slide, none in others. */
function classesOn(width: number, height: number) {
  const blocks = { width: Math.ceil(width / 32), height: Math.ceil(height / 32) };
  const values = Uint8Array.from({ length: blocks.width * blocks.height }, (_, block) => {
    const [column, row] = [block % blocks.width, Math.floor(block / blocks.width)];
    const inside = (at: number, size: number) => Math.min(32, size - 32 * at);
    return 2 * inside(column, width) * inside(row, height) >= 32 * 32 ? (column + 2 * row) % 4 : 0;
  });
  return { ...blocks, blockMatrix: { x: 32, y: 32 }, values };
}

test.each([
  [640, 512],
  [400, 300],
  [401, 333],
  [90, 47],
])('the classes of a slide of %i x %i pixels come back from their segmentation', async (width, height) => {
  const { slide, source } = await drawnDicomSlide(newRgbRaster(width, height), 0.5);
  const classes = classesOn(width, height);
  const tissue = tissueSegments(classes, slide);
  if (!tissue) throw new Error('There is tissue.');
  const about = {
    ...{ source, key: 'c'.repeat(64), name: 'tissue', seriesNumber: 1, seriesDescription: 'tissue' },
    savedBy: { reader: undefined, at: { date: '20261122', time: '090000' } },
  };
  const { bytes } = slideSegmentation(about, tissue.matrix, tissue.segments);
  const grid = { ...classes, step: tissue.step };
  expect(classesOfSegments(readSegmentation(bytes), grid)).toEqual(classes);
});
