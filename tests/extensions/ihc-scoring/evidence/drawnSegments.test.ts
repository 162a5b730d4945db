import { readPart10 } from '@timescope/core/dicom/read/part10';
import { readSlide } from '@timescope/core/dicom/read/slide';
import { readFileSync } from 'node:fs';
import { drawnSegments } from '../../../../extensions/ihc-scoring/src/evidence/drawnSegments';
import { sharedData, testOnRealData } from '../../../harness/sharedData';

const file = (name: string) => readFileSync(sharedData(`dicom-wsi-highdicom/test_files/${name}.dcm`));
const slideOf = (name: string) => readSlide([readPart10(file(name)).dataset]);

/** The drawn segment as text, in pixels of the slide: 50 x 50, # inside. */
function picture(name: string, slide: string): string[] {
  const [layer] = drawnSegments(file(name), slideOf(slide)).layers;
  if (layer?.kind !== 'mask') throw new Error('no mask');
  const rows = Array.from({ length: 50 }, () => Array.from({ length: 50 }, () => '.'));
  layer.mask.values.forEach((value, pixel) => {
    const x = layer.origin.x + layer.step.x * (pixel % layer.mask.width);
    const y = layer.origin.y + layer.step.y * Math.floor(pixel / layer.mask.width);
    const row = rows[y];
    if (value === 1 && row) row[x] = '#';
  });
  return rows.map(row => row.join(''));
}

testOnRealData('sparse tiles and all tiles of one segmentation are drawn on the same pixels', () => {
  const sparse = picture('seg_image_sm_dots', 'sm_image_control');
  expect(picture('seg_image_sm_dots_tiled_full', 'sm_image_control')).toEqual(sparse);
  expect(sparse.join('').replaceAll('.', '').length).toBeGreaterThan(0);
});

testOnRealData('a label map is drawn where the binary segmentation of the same slide is', () => {
  const binary = picture('seg_image_sm_control', 'sm_image_control');
  const labels = picture('seg_image_sm_control_labelmap', 'sm_image_control');
  expect(labels).toEqual(binary);
});
