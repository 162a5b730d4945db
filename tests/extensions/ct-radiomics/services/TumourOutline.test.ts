import { roiVoxels } from '../../../../extensions/ct-radiomics/src/services/roiSlices';
import type { TumourOutline } from '../../../../extensions/ct-radiomics/src/services/TumourOutline';
import { drawnOutline } from '../../../harness/drawnOutline';
import { FakeRadiologyHost } from '../../../harness/fakeRadiologyHost';
import { fakeWindow } from '../../../harness/fakeWindow';

const SERIES = '1.2';
const page = fakeWindow();
const finished = () => new Promise(resolve => setTimeout(resolve, 0));

test("a line of the reader's own, of no segmentation, stays before and after an outline exists", async () => {
  const fake = new FakeRadiologyHost();
  const { outline } = drawnOutline(fake);
  fake.completeLine(undefined);
  await finished();
  await outline.segmentationIn('viewport');
  fake.completeLine(undefined);
  fake.completeLine('of somebody else');
  await finished();
  expect(fake.removedLines).toEqual([]);
  expect(outline.state.get().roi.size).toBe(0);
  outline.release();
});

test('a line of our segmentation becomes nine voxels and goes', async () => {
  const fake = new FakeRadiologyHost();
  const { outline } = drawnOutline(fake);
  await outline.segmentationIn('viewport');
  fake.completeLine('ours');
  await finished();
  expect(fake.removedLines).toEqual(['line 1']);
  expect(roiVoxels(outline.state.get().roi)).toBe(9);
  outline.release();
});

test.each([
  ['the mode is left', (outline: TumourOutline) => outline.release()],
  ['the page is closed', () => void page.dispatchEvent(new Event('pagehide'))],
])('the last stroke is in the draft when %s before it came to rest', async (_, end) => {
  const fake = new FakeRadiologyHost();
  const { outline, drafts } = drawnOutline(fake);
  await outline.segmentationIn('viewport');
  fake.paint('ours', 9);
  end(outline);
  expect((await drafts.read(SERIES))?.slices).toEqual([
    { sopInstanceUid: `${SERIES}.0`, runs: Uint32Array.of(9, 1) },
  ]);
  outline.release();
});

test('undo right after a stroke takes this stroke back', async () => {
  const fake = new FakeRadiologyHost();
  const { outline } = drawnOutline(fake);
  await outline.segmentationIn('viewport');
  fake.paint('ours', 9);
  outline.takeEditNow();
  fake.paint('ours', 20);
  outline.undo();
  expect(outline.state.get().roi).toEqual(new Map([[0, Uint32Array.of(9, 1)]]));
  outline.release();
});

test('a stroke that rests while the button is held is one step of undo', async () => {
  const rested = () => new Promise(resolve => setTimeout(resolve, 300));
  const fake = new FakeRadiologyHost();
  const { outline } = drawnOutline(fake);
  await outline.segmentationIn('viewport');
  page.dispatchEvent(new Event('pointerdown'));
  fake.paint('ours', 9);
  await rested();
  fake.paint('ours', 20);
  page.dispatchEvent(new Event('pointerup'));
  await rested();
  expect(roiVoxels(outline.state.get().roi)).toBe(2);
  outline.undo();
  expect(outline.state.get().roi.size).toBe(0);
  outline.release();
});

test('after a host that could not make the segmentation the next try makes it', async () => {
  const fake = new FakeRadiologyHost();
  const { outline } = drawnOutline(fake);
  fake.failing = 'label map';
  await expect(outline.segmentationIn('viewport')).rejects.toThrow('no room');
  fake.failing = undefined;
  expect((await outline.segmentationIn('viewport')).id).toBe('ours');
  outline.release();
});
