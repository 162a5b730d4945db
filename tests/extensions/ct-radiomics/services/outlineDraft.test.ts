import { draftOf, roiOfDraft } from '../../../../extensions/ct-radiomics/src/services/outlineDraft';

const roi = new Map([
  [0, Uint32Array.of(3, 4)],
  [2, Uint32Array.of(0, 1)],
]);
const grid = { columns: 8, rows: 8, sliceUids: ['1.1', '1.2', '1.3'] };

test('a draft gives its outline back', () => {
  expect(roiOfDraft(draftOf(roi, grid, 0), grid)).toEqual(roi);
});

test('slices are found by their UID, also when the series comes in another order', () => {
  const turned = { ...grid, sliceUids: ['1.3', '1.2', '1.1'] };
  expect(roiOfDraft(draftOf(roi, grid, 0), turned)).toEqual(
    new Map([
      [2, Uint32Array.of(3, 4)],
      [0, Uint32Array.of(0, 1)],
    ]),
  );
});

test('a draft of images of another size is left alone', () => {
  expect(roiOfDraft(draftOf(roi, grid, 0), { ...grid, columns: 4 }).size).toBe(0);
});

test('a slice that is no longer there is left out', () => {
  expect([...roiOfDraft(draftOf(roi, grid, 0), { ...grid, sliceUids: ['1.1'] }).keys()]).toEqual([0]);
});
