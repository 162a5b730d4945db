import { inThisThread } from '@timescope/extension-ihc-scoring/pipeline/inThisThread';
import { scoreSlide } from '@timescope/extension-ihc-scoring/pipeline/scoreSlide';
import { loadNucleusKernels } from '@timescope/runtime/kernels/loadNucleusKernels';
import { testOnRealData } from '../../../harness/sharedData';
import { realSource } from './realImages';

const IMAGES = [
  ['ihc-ki67-bankhead-openslide/images/OS-1-detail.decoded.png', 0.23],
  ['skimage-ihc/src/_skimage2/data/ihc.png', 0.5],
] as const;
const CUTS = [
  { edge: 2048 },
  { edge: 301 },
  { edge: 256, shift: { x: 77, y: 130 } },
  { edge: 101 },
  { edge: 64, shift: { x: 3, y: 5 } },
];

testOnRealData(
  'sharp real fields of two sources have one hash in five cuts, with both detectors',
  async () => {
    const loaded = await loadNucleusKernels();
    for (const [path, mpp] of IMAGES)
      for (const preset of ['ki67', 'qupath-positive-cell-detection'] as const) {
        const hashes = new Set<string>();
        for (const tiling of CUTS) {
          const source = await realSource(path, mpp);
          const runner = inThisThread(source, loaded);
          const request = { preset, slide: { description: '', digest: '' } };
          const { result } = await scoreSlide(source, request, { runner, tiling });
          expect(result.cells.total).toBeGreaterThan(100);
          hashes.add(result.hash);
        }
        expect(hashes.size).toBe(1);
      }
  },
  120_000,
);
