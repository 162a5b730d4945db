import { readPart10 } from '@timescope/core/dicom/read/part10';
import { readSlide } from '@timescope/core/dicom/read/slide';
import { readFileSync } from 'node:fs';
import { drawnAnnotations } from '../../../../extensions/ihc-scoring/src/evidence/drawnAnnotations';
import { sharedData, testOnRealData } from '../../../harness/sharedData';

const file = (name: string) => readFileSync(sharedData(`dicom-wsi-highdicom/test_files/${name}.dcm`));

testOnRealData('the two points that highdicom wrote are drawn where the file says', () => {
  const slide = readSlide([readPart10(file('sm_image')).dataset]);
  const { layers } = drawnAnnotations(file('sm_annotations'), slide);
  expect(layers).toMatchObject([{ kind: 'shapes', name: 'nuclei', isClosed: true }]);
  const [points] = layers;
  expect(points?.kind === 'shapes' && points.shapes).toEqual({
    xy: Float32Array.of(34.6, 18.4, 28.7, 34.9),
    offsets: Uint32Array.of(0, 1, 2),
  });
});

testOnRealData('annotations of another slide are refused in one sentence', () => {
  const other = readSlide([readPart10(file('sm_image_dots')).dataset]);
  expect(() => drawnAnnotations(file('sm_annotations'), other)).toThrow('of another slide');
});
