import { readCtGrid } from '@timescope/core/dicom/read/ctSeries';
import type { DisplaySet } from '@timescope/ohif/host';
import { browserPlace } from '../../../../extensions/ct-radiomics/src/services/draftPlace';
import type { OutlineDraft } from '../../../../extensions/ct-radiomics/src/services/outlineDraft';
import { roiVoxels } from '../../../../extensions/ct-radiomics/src/services/roiSlices';
import { TumourOutline } from '../../../../extensions/ct-radiomics/src/services/TumourOutline';
import { FakeRadiologyHost, headersOf } from '../../../harness/fakeRadiologyHost';
import { memoryDrafts } from '../../../harness/memoryDrafts';
import { fakeWindow } from '../../../harness/fakeWindow';

const SERIES = '1.2';
const page = fakeWindow();
const finished = () => new Promise(resolve => setTimeout(resolve, 0));

function outlineOn(fake: FakeRadiologyHost) {
  const instances = headersOf(SERIES).map(dataset => ({
    dataset,
    transferSyntax: '',
    pixels: new Uint8Array(),
  }));
  const { grid } = readCtGrid(instances);
  const ct = {
    displaySet: { SeriesInstanceUID: SERIES } as DisplaySet,
    viewportId: 'viewport',
    grid,
    imageIds: grid.sliceUids.map(uid => `ct:${uid}`),
    headers: [],
    instanceNumbers: [],
  };
  const drafts = memoryDrafts<OutlineDraft>();
  const failures: unknown[] = [];
  const outline = new TumourOutline(fake.host, ct, browserPlace(drafts, SERIES), thrown =>
    failures.push(thrown),
  );
  return { outline, drafts, failures };
}

test("a line of the reader's own, of no segmentation, stays before and after an outline exists", async () => {
  const fake = new FakeRadiologyHost();
  const { outline } = outlineOn(fake);
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
  const { outline } = outlineOn(fake);
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
  const { outline, drafts } = outlineOn(fake);
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
  const { outline } = outlineOn(fake);
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
  const { outline } = outlineOn(fake);
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
  const { outline } = outlineOn(fake);
  fake.failing = 'label map';
  await expect(outline.segmentationIn('viewport')).rejects.toThrow('no room');
  fake.failing = undefined;
  expect((await outline.segmentationIn('viewport')).id).toBe('ours');
  outline.release();
});
