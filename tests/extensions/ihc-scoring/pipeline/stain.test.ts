import { OD_AT_WHITE_255, odTable } from '@timescope/extension-ihc-scoring/pipeline/opticalDensity';
import { stainsOf, stainTables, type Triple } from '@timescope/extension-ihc-scoring/pipeline/stain';

const tables = stainTables([255, 255, 255]);

test.each<[Triple, number, number]>([
  [[120, 110, 170], 0.4838, 0.0457],
  [[140, 100, 70], 0.0773, 0.6759],
  [[90, 60, 40], 0.2378, 0.9142],
  [[0, 0, 0], 2.3452, 2.0114],
  [[255, 255, 255], 0, 0],
])('the colour %p at white 255 holds haematoxylin %p and DAB %p', (rgb, haematoxylin, dab) => {
  const stains = stainsOf(rgb, tables);
  expect(stains.haematoxylin).toBeCloseTo(haematoxylin, 3);
  expect(stains.dab).toBeCloseTo(dab, 3);
});

test('the stored optical densities are decadic logarithms', () => {
  OD_AT_WHITE_255.forEach((od, value) => {
    expect(od).toBeCloseTo(-Math.log10(Math.max(value, 1) / 255), 11);
  });
});

test('glass and anything brighter than it has no optical density', () => {
  expect([...odTable(220).subarray(220)].every(od => od === 0)).toBe(true);
  expect(odTable(220)[219]).toBeGreaterThan(0);
});

test('grey glass read at white 255 already looks like DAB 0.11 or so', () => {
  expect(stainsOf([226, 224, 200], tables).dab).toBeGreaterThan(0.08);
  expect(stainsOf([226, 224, 200], stainTables([226, 224, 200])).dab).toBe(0);
});
