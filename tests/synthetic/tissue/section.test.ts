import { intersection, newRgbRaster, pasteRgb } from '@timescope/core/raster';
import { sha256Hex } from '@timescope/core/sha256';
import { noDeformation, toScene, toSection, type Deformation } from '@timescope/synthetic/tissue/deformation';
import { classOf, FIELD, FIELDS } from '@timescope/synthetic/tissue/fields';
import { colonScene } from '@timescope/synthetic/tissue/sceneSpec';
import { cutSection, type TissueSection } from '@timescope/synthetic/tissue/section';
import type { SectionStain } from '@timescope/synthetic/tissue/sectionSpec';
import { sectionTruth, type SectionTruth } from '@timescope/synthetic/tissue/sectionTruth';
import { tissueClasses } from '@timescope/synthetic/tissue/tissueClasses';
import { tissueScene } from '@timescope/synthetic/tissue/tissueScene';

const EDGE_UM = 1536;
const spec = colonScene({ seed: 3, widthUm: EDGE_UM, heightUm: EDGE_UM, stromaShare: 0.5 });
const scene = tissueScene(spec);
const lying: Deformation = {
  ...noDeformation,
  degrees: 4,
  shiftUm: [30, -20],
  bendUm: 5,
  centreUm: [EDGE_UM / 2, EDGE_UM / 2],
};
const cut = (stain: SectionStain, seed: number, deformation = noDeformation): TissueSection =>
  cutSection(scene, { stain, seed, deformation });

let cd3: TissueSection;
let truth: SectionTruth;
beforeAll(() => {
  cd3 = cut('cd3', 5, lying);
  truth = sectionTruth(cd3);
}, 60_000);

test('the areas of the nine classes add up to the section', () => {
  const sum = Object.values(truth.areaMm2).reduce((total, area) => total + area, 0);
  expect(sum).toBeCloseTo((EDGE_UM / 1000) ** 2, 9);
});

test('stroma takes the share of the mass that was asked for, to 5 points', () => {
  for (const stromaShare of [0.25, 0.5, 0.75]) {
    const block = tissueScene({ ...spec, stromaShare });
    const fields = new Float64Array(FIELDS);
    const found = { STR: 0, TUM: 0 };
    for (let x = 200; x < EDGE_UM - 200; x += 12)
      for (let y = 200; y < EDGE_UM - 200; y += 12) {
        block.fieldsAt(x, y, fields);
        const name = classOf(field => fields[field] ?? 0);
        if ((fields[FIELD.mass] ?? 0) > 20 && (name === 'STR' || name === 'TUM')) found[name]++;
      }
    expect(Math.abs(found.STR / (found.STR + found.TUM) - stromaShare)).toBeLessThan(0.05);
  }
});

test('densities are positive cells by area, counted again from the list of cells', () => {
  for (const [compartment, name] of [
    ['stroma', 'STR'],
    ['tumour', 'TUM'],
  ] as const) {
    const cells = truth.cells.filter(cell => cell.positive && cell.tissue === name);
    expect(truth.positive[compartment]).toBe(cells.length);
    expect(truth.densityPerMm2[compartment]).toBeCloseTo(cells.length / truth.areaMm2[name], 9);
  }
});

test('each cell lies in the class that the raster of classes shows at its place', () => {
  const { width, values } = truth.classes;
  const apart = truth.cells.filter(({ x, y, tissue }) => {
    if (x < 0 || y < 0 || x >= EDGE_UM || y >= EDGE_UM) return true;
    return tissueClasses[values[Math.floor(y / 4) * width + Math.floor(x / 4)] ?? 0] !== tissue;
  });
  // The raster knows the class at the middle of 4 um.
  expect(apart.length / truth.cells.length).toBeLessThan(0.06);
  for (const cell of truth.cells.slice(0, 500)) expect(cd3.classAt(cell.x, cell.y)).toBe(cell.tissue);
});

test('only lymphocytes are positive, and on H&E no cell is', () => {
  expect(new Set(truth.cells.filter(cell => cell.positive).map(cell => cell.kind))).toEqual(
    new Set(['lymphocyte']),
  );
  const middle = { x: 600, y: 600, width: 300, height: 300 };
  expect(
    cut('he', 6)
      .cellsIn(middle)
      .some(cell => cell.positive),
  ).toBe(false);
});

test('a place of one section is found on the next through both deformations, with the same class', () => {
  const cd8 = cut('cd8', 7, { ...lying, degrees: -3, shiftUm: [-10, 15] });
  let same = 0;
  for (let n = 0; n < 100; n++) {
    const [x, y] = [300 + 90 * (n % 10), 300 + 90 * Math.floor(n / 10)];
    const there = toSection(cd8.spec.deformation, ...toScene(lying, x, y));
    if (cd8.classAt(...there) === cd3.classAt(x, y)) same++;
  }
  expect(same).toBeGreaterThanOrEqual(97);
});

test('a tile is the same part of the whole, whatever was drawn before, in any run', () => {
  const whole = cd3.drawTile({ x: 1000, y: 1100, width: 300, height: 200 }, 0.5);
  const at = { x: 1090, y: 1130, width: 120, height: 90 };
  const part = cut('cd3', 5, lying).drawTile(at, 0.5);
  const shared = intersection(at, { x: 1000, y: 1100, width: 300, height: 200 });
  expect(shared).toEqual(at);
  const cutOut = newRgbRaster(at.width, at.height);
  pasteRgb(cutOut, at, whole, { x: 1000, y: 1100, width: 300, height: 200 });
  expect(sha256Hex(part.values)).toBe(sha256Hex(cutOut.values));
});

test('another seed gives other cells in the same tissue', () => {
  const middle = { x: 700, y: 700, width: 100, height: 100 };
  const other = cut('cd3', 8, lying);
  expect(other.classAt(750, 750)).toBe(cd3.classAt(750, 750));
  expect(other.cellsIn(middle).map(({ x }) => x)).not.toEqual(cd3.cellsIn(middle).map(({ x }) => x));
});
