import { runsOf } from '@timescope/core/geometry/maskRuns';
import { interpolateMask } from '@timescope/core/interpolation/interpolateMask';
import { signedDistanceFiller } from '@timescope/core/interpolation/signedDistance';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { seededRegion } from '@timescope/extension-ct-radiomics/pipeline/contouring/seededRegion';
import { OutlineEdits } from '../../../../../extensions/ct-radiomics/src/services/contouring/OutlineEdits';
import type { DisplayedCt } from '../../../../../extensions/ct-radiomics/src/services/displayedCt';
import { roiVoxels, type RoiSlices } from '../../../../../extensions/ct-radiomics/src/services/roiSlices';
import type {
  OutlineState,
  TumourOutline,
} from '../../../../../extensions/ct-radiomics/src/services/TumourOutline';
import { handMadeMask } from '../../../../harness/handMadeMasks';

/** A block of 4 x 4 pixels. */
const inBlock = (i: number, j: number) => i > 3 && i < 8 && j > 3 && j < 8;

const GRID = handMadeMask([12, 12, 5], () => false);
/** A tumour of 100 HU and 8 x 8 pixels on two slices, in 0 HU. */
const TUMOUR_HU = Int16Array.from(
  handMadeMask([12, 12, 5], (i, j, k) => i > 1 && i < 10 && j > 1 && j < 10 && k > 1 && k < 4).values,
  inside => 100 * inside,
);
const ct = {
  grid: { ...GRID, slicePositionsMm: [0, 1, 2, 3, 4].map(k => [0, 0, 5 * k]) },
} as unknown as DisplayedCt;

function roiOf(isInside: (i: number, j: number, k: number) => boolean): RoiSlices {
  const { values } = handMadeMask([12, 12, 5], isInside);
  const slices = [0, 1, 2, 3, 4].map(k => [k, runsOf(values.subarray(k * 144, (k + 1) * 144), 1)] as const);
  return new Map(slices.filter(([, runs]) => runs.length > 0));
}

/** What the tools need of an outline, and the sentence when one fails. */
function bench(roi: RoiSlices, sliceInView: number | 'another plane' = 1) {
  const state = new ObservableState({ roi } as OutlineState);
  const failures: unknown[] = [];
  const shown: number[] = [];
  const edits = new OutlineEdits({
    attempt: work => work().catch((thrown: unknown) => void failures.push(thrown)),
    worker: {
      interpolate: mask => interpolateMask(mask, signedDistanceFiller),
      growRegion: request => Promise.resolve(seededRegion({ ...GRID, hu: TUMOUR_HU }, request)),
    },
    volumeInWorker: () => Promise.resolve(),
    outline: () => ({
      outline: {
        state,
        takeEditNow: () => undefined,
        adopt: (next: RoiSlices) => {
          state.update({ roi: next });
          return Promise.resolve();
        },
      } as unknown as TumourOutline,
      ct,
    }),
    sliceBeside: (_, k, step) => (k + step < 5 ? k + step : undefined),
    show: (_, k) => void shown.push(k),
    sliceInView: () => (sliceInView === 'another plane' ? undefined : sliceInView),
  });
  return {
    edits,
    failures,
    shown,
    roi: () => state.get().roi,
    draw: (next: RoiSlices) => state.update({ roi: next }),
  };
}

const voxelsOn = (roi: RoiSlices, k: number) => roiVoxels(new Map([...roi].filter(([slice]) => slice === k)));

test('a block on slices 1 and 3 is filled on slice 2 with its 16 voxels', async () => {
  const { edits, roi } = bench(roiOf((i, j, k) => (k === 1 || k === 3) && inBlock(i, j)));
  await edits.interpolate();
  expect(voxelsOn(roi(), 2)).toBe(16);
  expect(edits.state.get()).toMatchObject({ said: '1 slice filled.', isRunning: false });
});

test('what was drawn while the slices were filled is not overwritten', async () => {
  const { edits, roi, draw, failures } = bench(roiOf((i, j, k) => (k === 1 || k === 3) && inBlock(i, j)));
  const filling = edits.interpolate();
  const drawn = roiOf((i, j, k) => k < 4 && inBlock(i, j));
  draw(drawn);
  await filling;
  expect(roi()).toBe(drawn);
  expect(failures).toMatchObject([{ code: 'CONFLICT' }]);
});

test('a tool works on the slice in view, or on all slices when it is told so', async () => {
  const ring = roiOf((i, j, k) => k < 2 && inBlock(i, j) && !(i === 5 && j === 5));
  const { edits, roi } = bench(ring);
  await edits.fillHoles();
  expect([voxelsOn(roi(), 0), voxelsOn(roi(), 1)]).toEqual([15, 16]);
  edits.state.update({ scope: 'all' });
  await edits.fillHoles();
  expect([voxelsOn(roi(), 0), voxelsOn(roi(), 1)]).toEqual([16, 16]);
});

test('growing by 1 mm and shrinking again gives the block back; shrinking it away empties the slice', async () => {
  const { edits, roi } = bench(roiOf((i, j, k) => k === 1 && inBlock(i, j)));
  await edits.grow();
  expect(roiVoxels(roi())).toBe(32);
  await edits.shrink();
  expect(roiVoxels(roi())).toBe(16);
  edits.state.update({ marginMm: 5 });
  await edits.shrink();
  expect(roi().size).toBe(0);
});

test('the largest island stays', async () => {
  const { edits, roi } = bench(roiOf((i, j, k) => k === 1 && (inBlock(i, j) || (i === 0 && j === 0))));
  await edits.keepGreatestIsland();
  expect(roiVoxels(roi())).toBe(16);
});

test('smoothing takes a spike and leaves the middle of the sides', async () => {
  const block = (i: number, j: number) => i > 1 && i < 10 && j > 1 && j < 10;
  const { edits, roi } = bench(roiOf((i, j, k) => k === 1 && (block(i, j) || (i > 9 && j === 5))));
  await edits.smooth();
  const { values } = handMadeMask([12, 12, 1], () => false);
  for (const [, runs] of roi())
    for (let at = 0; at < runs.length; at += 2)
      values.fill(1, runs[at], (runs[at] ?? 0) + (runs[at + 1] ?? 0));
  expect(values[5 * 12 + 11]).toBe(0);
  expect(values[5 * 12 + 9]).toBe(1);
  expect(values[5 * 12 + 2]).toBe(1);
});

test('the slice in view is copied to the one beside it, which then shows; at the end of the scan a sentence says so', async () => {
  const { edits, roi, failures, shown } = bench(
    roiOf((i, j, k) => k === 4 && inBlock(i, j)),
    4,
  );
  await edits.copyToNext(-1);
  expect(voxelsOn(roi(), 3)).toBe(16);
  expect(shown).toEqual([3]);
  await edits.copyToNext(1);
  expect(failures).toMatchObject([{ message: 'The scan ends here.' }]);
});

test('on another plane, and on a slice without an outline, nothing happens but a sentence', async () => {
  const block = roiOf((i, j, k) => k === 1 && inBlock(i, j));
  const empty = bench(block, 0);
  await empty.edits.smooth();
  expect(empty.failures).toMatchObject([{ message: 'Nothing is drawn on the slice in view.' }]);
  const oblique = bench(block, 'another plane');
  await oblique.edits.smooth();
  expect(oblique.failures).toMatchObject([
    { message: 'The viewport does not show a slice as it was scanned.' },
  ]);
});

test('a click in a tumour of two slices adds all of it but the corners, on this slice only half of that', async () => {
  const { edits, roi } = bench(new Map());
  edits.state.update({ scope: 'all' });
  await edits.growRegion([5, 5, 10]);
  expect([voxelsOn(roi(), 2), voxelsOn(roi(), 3), roi().size]).toEqual([60, 60, 2]);
  expect(edits.state.get().said).toBe('Grown on 2 slices, HU 90 to 110.');
  const one = bench(new Map());
  await one.edits.growRegion([5, 5, 10]);
  expect([...one.roi().keys()]).toEqual([2]);
});

test('a click beside the tumour leaks, says so and keeps nothing', async () => {
  const { edits, roi, failures } = bench(roiOf((i, j, k) => k === 0 && inBlock(i, j)));
  edits.state.update({ reachMm: 3 });
  const before = roi();
  await edits.growRegion([0, 0, 0]);
  expect(roi()).toBe(before);
  expect(failures).toMatchObject([
    { message: expect.stringContaining('goes on beyond 3 mm from the click: it leaked') as unknown },
  ]);
});
