import { matrixPoint } from '@timescope/core/frames';
import type { Slide } from '@timescope/core/dicom/read/slide';
import type { DrawnRegion } from '../../../../extensions/ihc-scoring/src/pipeline/reading/drawnRegion';
import { newReading, type Reading } from '../../../../extensions/ihc-scoring/src/pipeline/reading/reading';
import { drawnAreaOf } from '../../../../extensions/ihc-scoring/src/services/measuredArea';
import { isMeasuredOtherwise } from '../../../../extensions/ihc-scoring/src/services/measuredOtherwise';
import { scoreRequestOf } from '../../../../extensions/ihc-scoring/src/services/scoreRequestOf';

const layers = { opticalPaths: ['1'], opticalPath: '1', depthsUm: [0, 3], plane: 0 };
const slide = { levels: [{ sopInstanceUid: '1.2' }], layers, warnings: [] } as unknown as Slide;
const region = (role: DrawnRegion['role'], size = 9): DrawnRegion => ({
  id: role,
  name: role,
  role,
  rings: [[matrixPoint(0, 0), matrixPoint(size, 0), matrixPoint(size, size)]],
});

/** Whether a reading that was measured as `before` must be measured again once it is `after`. */
function isOutdated(before: Reading, after: Reading): boolean {
  const area = drawnAreaOf(before.regions) ?? ({ kind: 'slide' } as const);
  return isMeasuredOtherwise({ area, request: scoreRequestOf(before, area, slide, 'a slide') }, after, slide);
}

const er = newReading('er');

test('thresholds, cell edits and an area newly left out need no other measurement', () => {
  expect(isOutdated(er, er)).toBe(false);
  expect(isOutdated(er, { ...er, thresholds: [0.1, 0.2, 0.3], edits: [{ x: 1, y: 1, grade: 0 }] })).toBe(
    false,
  );
  expect(isOutdated(er, { ...er, regions: [region('exclude')] })).toBe(false);
  expect(isOutdated(er, { ...er, regions: [region('control')] })).toBe(false);
});

test('marker, white, compartments and an area that is counted again do', () => {
  expect(isOutdated(er, { ...er, preset: 'pr' })).toBe(true);
  expect(isOutdated(er, { ...er, stain: { white: { rule: 'fixed', rgb: [240, 240, 240] } } })).toBe(true);
  expect(isOutdated(er, { ...er, regions: [region('tumour')] })).toBe(true);
  expect(isOutdated({ ...er, regions: [region('exclude')] }, er)).toBe(true);
});

test('a tissue network, other weights of it, and another scorer of patches do', () => {
  const tissue = { model: 'tissue', modelVersion: '1', sha256: '1' };
  const seen = { ...er, patches: { tissue } };
  expect(isOutdated(er, seen)).toBe(true);
  expect(isOutdated(seen, seen)).toBe(false);
  expect(isOutdated(seen, { ...er, patches: { tissue: { ...tissue, sha256: '2' } } })).toBe(true);
  expect(isOutdated(seen, { ...er, patches: { tissue, scorer: 'formula' } })).toBe(true);
});

test('a measured region that moved needs another measurement, one that was renamed does not', () => {
  const drawn = { ...er, regions: [region('region')] };
  expect(isOutdated(drawn, { ...er, regions: [{ ...region('region'), name: 'Nest 1' }] })).toBe(false);
  expect(isOutdated(drawn, { ...er, regions: [region('region', 12)] })).toBe(true);
});

test('another focal plane, and a series with other images, need another measurement', () => {
  const area = { kind: 'slide' } as const;
  const measured = { area, request: scoreRequestOf(er, area, slide, 'a slide') };
  const on = (shown: Partial<Slide>) => isMeasuredOtherwise(measured, er, { ...slide, ...shown });
  expect(on({ warnings: ['The slide has 2 focal planes; number 1 is used.'] })).toBe(false);
  expect(on({ layers: { ...layers, plane: 1 } })).toBe(true);
  expect(on({ levels: [{ sopInstanceUid: '1.3' }] as unknown as Slide['levels'] })).toBe(true);
});
