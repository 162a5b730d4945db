import { OD_AT_WHITE_255, odTable } from '@timescope/extension-ihc-scoring/pipeline/opticalDensity';
import { stainsOf, stainTables } from '@timescope/extension-ihc-scoring/pipeline/stain/stainTables';
import {
  defaultVectors,
  RUIFROK_H_DAB,
  type StainKind,
  type Triple,
} from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { stainOracle } from './stainOracle';

const tables = stainTables({ white: [255, 255, 255], vectors: RUIFROK_H_DAB });

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

test.each<StainKind>(['h-dab', 'h-e'])(
  '100 colours hold what scikit-image separates with the same %s matrix, to 1e-6',
  stain => {
    const ours = stainTables({ white: [255, 255, 255], vectors: defaultVectors(stain) });
    stainOracle.colours.forEach((rgb, index) => {
      const { haematoxylin, dab } = stainsOf(rgb, ours);
      const [expectedHaematoxylin = NaN, expectedDab = NaN] = stainOracle.amounts[stain][index] ?? [];
      expect(Math.abs(Math.max(0, haematoxylin) - expectedHaematoxylin)).toBeLessThan(1e-6);
      expect(Math.abs(Math.max(0, dab) - expectedDab)).toBeLessThan(1e-6);
    });
  },
);

test('eosin alone, one density, is one unit of eosin and no haematoxylin', () => {
  const ours = stainTables({ white: [255, 255, 255], vectors: defaultVectors('h-e') });
  const eosin = defaultVectors('h-e').dab.map(od => Math.round(255 * 10 ** -od));
  const stains = stainsOf([eosin[0] ?? 0, eosin[1] ?? 0, eosin[2] ?? 0], ours);
  expect(stains.dab).toBeCloseTo(1, 1);
  expect(stains.haematoxylin).toBeCloseTo(0, 1);
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
  const glass: Triple = [226, 224, 200];
  expect(stainsOf(glass, tables).dab).toBeGreaterThan(0.08);
  expect(stainsOf(glass, stainTables({ white: glass, vectors: RUIFROK_H_DAB })).dab).toBe(0);
});
