import {
  draftOf,
  roiOfDraft,
  roiSetOfDraft,
} from '../../../../extensions/ct-radiomics/src/services/outlineDraft';
import { NEW_ROI_SET, withSlices } from '../../../../extensions/ct-radiomics/src/services/rois/roiSet';

const roi = new Map([
  [0, Uint32Array.of(3, 4)],
  [2, Uint32Array.of(0, 1)],
]);
const set = withSlices(NEW_ROI_SET, 1, roi);
const grid = { columns: 8, rows: 8, sliceUids: ['1.1', '1.2', '1.3'] };

test('a draft gives its outline back', () => {
  expect(roiOfDraft(draftOf(set, grid, 0), grid)).toEqual(roi);
});

test('slices are found by their UID, also when the series comes in another order', () => {
  const turned = { ...grid, sliceUids: ['1.3', '1.2', '1.1'] };
  expect(roiOfDraft(draftOf(set, grid, 0), turned)).toEqual(
    new Map([
      [2, Uint32Array.of(3, 4)],
      [0, Uint32Array.of(0, 1)],
    ]),
  );
});

test('a draft of images of another size is left alone', () => {
  expect(roiOfDraft(draftOf(set, grid, 0), { ...grid, columns: 4 }).size).toBe(0);
});

test('a slice that is no longer there is left out', () => {
  expect([...roiOfDraft(draftOf(set, grid, 0), { ...grid, sliceUids: ['1.1'] }).keys()]).toEqual([0]);
});

test('all regions come back with their names, the empty one too, and the active one is active', () => {
  const several = {
    rois: [...set.rois, { label: 3, name: 'Lymph node', slices: new Map() }],
    active: 3,
  };
  expect(roiSetOfDraft(draftOf(several, grid, 0), grid)).toEqual(several);
});

test('a draft from before there were several regions is read as the first one', () => {
  const { version, savedAt, columns, rows, slices } = draftOf(set, grid, 0);
  expect(roiSetOfDraft({ version, savedAt, columns, rows, slices }, grid)).toEqual(set);
});
