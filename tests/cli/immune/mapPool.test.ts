import { matrixPoint } from '@timescope/core/frames';
import { learnCompartments } from '@timescope/extension-ihc-scoring/pipeline/compartments/learnCompartments';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { mapHash } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/classMap';
import type { MapRunner } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapJob';
import {
  mapInThisThread,
  mapTissue,
  type MapRequest,
} from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapTissue';
import path from 'node:path';
import { openMapPool } from '../../../packages/cli/src/immune/mapPool';
import { withMapCheckpoint } from '../../../packages/cli/src/score/checkpoint';
import { openSlide, type SlideInput } from '../../../packages/cli/src/slideInput';
import { PIECE, writeRepeatedSlide } from '../../bench/repeatedSlide';
import { builtModule } from '../../harness/builtModule';
import { temporaryFolder } from '../../harness/cohortFixture';
import { sharedData, testOnRealData } from '../../harness/sharedData';

const PHOTOGRAPH = 'ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png';
const folder = await temporaryFolder();
const place = path.join(folder, 'slide');

let slide: SlideInput;
let request: MapRequest;

/** A square of 30 um. */
const stroke = (className: string, x: number, y: number) => ({
  kind: 'area' as const,
  name: undefined,
  className,
  rings: [
    [matrixPoint(x, y), matrixPoint(x + 130, y), matrixPoint(x + 130, y + 130), matrixPoint(x, y + 130)],
  ],
});

/** Of a map of 0.94 mm of tissue. */
const PARTS = 4;

async function prepared(): Promise<void> {
  await writeRepeatedSlide(place, sharedData(PHOTOGRAPH), 2 * PIECE, () => true);
  slide = await openSlide(place);
  const asked = { preset: presets.ki67, slide: { description: 'slide', digest: slide.digest } };
  const strokes = [stroke('Tumor', 400, 400), stroke('Stroma', 1200, 900), stroke('Tumor', 1500, 1500)];
  const model = await learnCompartments('three squares', strokes, slide.source, asked);
  request = { ...asked, limits: [], areas: [], source: { kind: 'pixel-classifier', model }, steps: '149' };
}
afterAll(() => slide.close());

/** Dies before the part of this number. */
const dying = (runner: MapRunner, before: number): MapRunner & { parts: number } => {
  const counted = {
    parts: 0,
    start: async (...given: Parameters<MapRunner['start']>) =>
      (await runner.start(...given)).map(worker => ({
        measure: (...task: Parameters<typeof worker.measure>) => {
          if (counted.parts >= before) return Promise.reject(new Error('killed'));
          counted.parts++;
          return worker.measure(...task);
        },
      })),
  };
  return counted;
};

testOnRealData(
  'two threads make the same map as this one; a map that was killed goes on where it was',
  async () => {
    await prepared();
    const here = await mapTissue(slide.source, request, { runner: mapInThisThread(slide.source) });
    const thread = await builtModule('packages/cli/src/immune/mapThread.ts');
    const pool = openMapPool(slide, { slide: place, options: undefined }, 2, thread);
    try {
      expect(mapHash(await mapTissue(slide.source, request, { runner: pool }))).toBe(mapHash(here));
    } finally {
      pool.close();
    }
    const killed = dying(mapInThisThread(slide.source), 1);
    const keeping = (runner: MapRunner) => ({ runner: withMapCheckpoint(runner, folder, slide.digest) });
    await expect(mapTissue(slide.source, request, keeping(killed))).rejects.toThrow('killed');
    const second = dying(mapInThisThread(slide.source), Infinity);
    expect(mapHash(await mapTissue(slide.source, request, keeping(second)))).toBe(mapHash(here));
    expect(second.parts).toBe(PARTS - 1);
  },
  60_000,
);
