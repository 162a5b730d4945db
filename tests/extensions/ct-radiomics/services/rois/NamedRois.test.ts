import { TimescopeError } from '@timescope/core/errors';
import { NamedRois } from '../../../../../extensions/ct-radiomics/src/services/rois/NamedRois';
import { activeRoi } from '../../../../../extensions/ct-radiomics/src/services/rois/roiSet';
import { drawnOutline } from '../../../../harness/drawnOutline';
import { FakeRadiologyHost } from '../../../../harness/fakeRadiologyHost';
import { fakeWindow } from '../../../../harness/fakeWindow';

fakeWindow();

/** The regions of one page, and the sentences of what failed. */
async function page(mayBeSeveral = true) {
  const fake = new FakeRadiologyHost();
  const { outline, drafts } = drawnOutline(fake);
  await outline.segmentationIn('viewport');
  const failures: string[] = [];
  const rois = new NamedRois({
    attempt: work =>
      work().catch((thrown: unknown) => {
        failures.push(thrown instanceof TimescopeError ? thrown.code : String(thrown));
      }),
    shown: () => outline,
    outline: () => outline,
    mayBeSeveral: () => mayBeSeveral,
  });
  const set = () => outline.state.get().set;
  return { fake, outline, drafts, rois, failures, set, names: () => set().rois.map(({ name }) => name) };
}

test('a stroke goes to the active region, and undo takes back stroke, then region', async () => {
  const { fake, outline, rois, set, names } = await page();
  fake.paint('ours', 9);
  outline.takeEditNow();
  await rois.add();
  expect([names(), fake.activeSegment]).toEqual([['Tumour', 'Tumour 2'], 2]);
  fake.paint('ours', 20, 2);
  outline.takeEditNow();
  expect(set().rois.map(({ slices }) => slices.get(0))).toEqual([
    Uint32Array.of(9, 1),
    Uint32Array.of(20, 1),
  ]);
  outline.undo();
  expect(activeRoi(set())).toMatchObject({ name: 'Tumour 2', slices: new Map() });
  outline.undo();
  expect([names(), fake.activeSegment]).toEqual([['Tumour'], 1]);
  expect(outline.state.get().roi).toEqual(new Map([[0, Uint32Array.of(9, 1)]]));
  outline.release();
});

test('a deleted region is gone from the host too, and one undo brings its voxels, name and segment back', async () => {
  const { fake, outline, rois, names } = await page();
  await rois.add();
  await rois.rename(2, ' Node ');
  fake.paint('ours', 20, 2);
  outline.takeEditNow();
  await rois.remove();
  expect(names()).toEqual(['Tumour']);
  expect(Object.keys(fake.segmentations.get('ours')?.segments ?? {})).toEqual(['1']);
  outline.undo();
  expect(names()).toEqual(['Tumour', 'Node']);
  expect(fake.segmentations.get('ours')?.segments[2]?.label).toBe('Node');
  expect(outline.state.get().roi).toEqual(new Map([[0, Uint32Array.of(20, 1)]]));
  outline.release();
});

test('the choice is kept in the draft with all regions, and is no step of undo', async () => {
  const { outline, drafts, rois } = await page();
  await rois.add();
  await rois.choose(1);
  await outline.storeNow();
  expect((await drafts.read('1.2'))?.set).toMatchObject({ active: 1, rois: [{ label: 1 }, { label: 2 }] });
  outline.undo();
  expect(outline.state.get().set.rois).toHaveLength(1);
  outline.release();
});

test('a name that is taken, empty or with a control character is refused, and two readers have one region each', async () => {
  const { outline, rois, failures, names } = await page();
  await rois.add();
  await rois.rename(2, 'Tumour');
  await rois.rename(2, '  ');
  await rois.rename(2, 'Node\u0000');
  expect([names(), failures]).toEqual([
    ['Tumour', 'Tumour 2'],
    ['USAGE', 'USAGE', 'USAGE'],
  ]);
  outline.release();
  const sealed = await page(false);
  await sealed.rois.add();
  expect([sealed.names(), sealed.failures]).toEqual([['Tumour'], ['CONFLICT']]);
  sealed.outline.release();
});
