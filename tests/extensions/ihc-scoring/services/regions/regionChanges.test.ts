import { matrixPoint } from '@timescope/core/frames';
import { ringsArea } from '@timescope/extension-ihc-scoring/pipeline/annotations/ringsArea';
import type { DrawnRegion } from '../../../../../extensions/ihc-scoring/src/pipeline/reading/drawnRegion';
import {
  corrected,
  painted,
  regionAt,
  renamed,
  withRegion,
  withRole,
  withoutRegion,
} from '../../../../../extensions/ihc-scoring/src/services/regions/regionChanges';
import { paintedTissue } from '../../../../../extensions/ihc-scoring/src/services/tissueMap/paintedTissue';

const slide = { width: 2000, height: 2000 };
const square = (from: number, to: number) => [
  matrixPoint(from, from),
  matrixPoint(to, from),
  matrixPoint(to, to),
  matrixPoint(from, to),
];
const dab = (at: number, isEraser = false, radius = 40) => ({
  points: [matrixPoint(at, at)],
  radius,
  isEraser,
});
const named = (regions: readonly DrawnRegion[]) =>
  regions.map(({ id, name, role }) => `${id} ${name} ${role}`);

test('regions are counted by role, and a freed number is used again', () => {
  let { regions } = withRegion([], 'tumour', [square(0, 100)]);
  ({ regions } = withRegion(regions, 'tumour', [square(200, 300)]));
  ({ regions } = withRegion(regions, 'exclude', [square(400, 500)]));
  expect(named(regions)).toEqual([
    'region-1 Tumour 1 tumour',
    'region-2 Tumour 2 tumour',
    'region-3 Exclude 1 exclude',
  ]);
  const left = withoutRegion(regions, 'region-1', slide);
  expect(named(withRegion(left, 'tumour', [square(0, 100)]).regions).at(-1)).toBe('region-4 Tumour 1 tumour');
});

test('a counted name follows the role, a given name stays; an empty name is none, nor one with a control character', () => {
  const { regions } = withRegion([], 'region', [square(0, 100)]);
  expect(named(withRole(regions, 'region-1', 'stroma'))).toEqual(['region-1 Stroma 1 stroma']);
  const given = renamed(regions, 'region-1', '  Nest A ');
  expect(named(withRole(given, 'region-1', 'tumour'))).toEqual(['region-1 Nest A tumour']);
  expect(renamed(given, 'region-1', ' ')).toBe(given);
  expect(renamed(given, 'region-1', 'Nest\u0000')).toBe(given);
  expect(renamed(given, 'region-1', 'Nest A')).toBe(given);
});

test('the brush begins a region, goes on with the selected one, and the eraser wipes it away', () => {
  const first = painted([], dab(500), slide, { id: undefined, role: 'tumour' });
  expect(named(first.regions)).toEqual(['region-1 Tumour 1 tumour']);
  const more = painted(first.regions, dab(540), slide, { id: first.id, role: 'exclude' });
  expect(named(more.regions)).toEqual(['region-1 Tumour 1 tumour']);
  expect(more.regions[0]?.rings).toHaveLength(1);
  const gone = painted(more.regions, dab(520, true, 200), slide, { id: first.id, role: 'tumour' });
  expect(gone).toEqual({ regions: [], id: undefined });
});

test('the eraser takes from the region under it when none is selected, and beside them from none', () => {
  let { regions } = withRegion([], 'tumour', [square(0, 1000)]);
  ({ regions } = withRegion(regions, 'stroma', [square(400, 600)]));
  const cut = painted(regions, dab(500, true), slide, { id: undefined, role: 'region' });
  expect(cut.id).toBe('region-2');
  expect(cut.regions[0]).toBe(regions[0]);
  expect(painted(regions, dab(1500, true), slide, { id: undefined, role: 'region' }).regions).toBe(regions);
});

test('of regions that lie one in the other the inner one is meant', () => {
  let { regions } = withRegion([], 'tumour', [square(0, 1000)]);
  ({ regions } = withRegion(regions, 'stroma', [square(400, 600)]));
  expect(regionAt(regions, matrixPoint(500, 500))?.role).toBe('stroma');
  expect(regionAt(regions, matrixPoint(100, 100))?.role).toBe('tumour');
  expect(regionAt(regions, matrixPoint(1500, 100))).toBeUndefined();
});

test('a correction of the tissue takes from what said otherwise, so the last stroke counts; the eraser takes corrections only', () => {
  const { regions: drawn } = withRegion([], 'tumour', [square(400, 600)]);
  const first = corrected(drawn, dab(500), slide, 'STR').regions;
  expect(named(first)).toEqual(['region-1 Tumour 1 tumour', 'region-2 Correction: stroma stroma']);
  expect(regionAt(first, matrixPoint(500, 500))?.role).toBe('stroma');
  const [tumour] = first;
  expect(tumour?.rings).toHaveLength(2);
  const second = corrected(first, dab(500, false, 60), slide, 'OTH').regions;
  expect(named(second)).toEqual(['region-1 Tumour 1 tumour', 'region-2 Correction: other tissue other']);
  expect(corrected(second, dab(510), slide, 'OTH').regions).toHaveLength(2);
  const wiped = corrected(second, dab(500, true, 100), slide, 'OTH').regions;
  expect(named(wiped)).toEqual(['region-1 Tumour 1 tumour']);
});

test('mucus painted over muscle is mucus: each of the nine classes is a correction of its own, which its name keeps', () => {
  const muscle = corrected([], dab(500), slide, 'MUS').regions;
  const both = corrected(muscle, dab(540), slide, 'MUC').regions;
  expect(named(both)).toEqual([
    'region-1 Correction: smooth muscle other',
    'region-2 Correction: mucus other',
  ]);
  expect(regionAt(both, matrixPoint(530, 530))?.name).toBe('Correction: mucus');
  expect(paintedTissue({ regions: both }).map(({ className }) => className)).toEqual(['MUS', 'MUC']);
  expect(corrected(both, dab(500, true, 200), slide, 'TUM').regions).toEqual([]);
});

test('a region that was drawn is tumour, stroma or other tissue, whatever its name', () => {
  const { regions } = withRegion([], 'tumour', [square(0, 100)], 'Correction: mucus');
  expect(paintedTissue({ regions })).toMatchObject([{ className: 'TUM' }]);
});

const areaOf = (regions: readonly DrawnRegion[], role: string) =>
  regions.filter(region => region.role === role).reduce((sum, { rings }) => sum + ringsArea(rings), 0);

test('what is taken away of a correction is again what was drawn there: no hole is left, and at the end the drawn area itself', () => {
  const { regions: drawn } = withRegion([], 'stroma', [square(300, 700)]);
  const over = corrected(drawn, dab(500, false, 100), slide, 'TUM').regions;
  expect(areaOf(over, 'stroma') + areaOf(over, 'tumour')).toBeCloseTo(160_000, -2);
  expect(areaOf(over, 'stroma')).toBeLessThan(130_000);
  const part = corrected(over, dab(560, true, 80), slide, 'TUM').regions;
  expect(areaOf(part, 'tumour')).toBeLessThan(areaOf(over, 'tumour') - 10_000);
  expect(areaOf(part, 'stroma') + areaOf(part, 'tumour')).toBeCloseTo(160_000, -2);
  expect(corrected(part, dab(500, true, 200), slide, 'TUM').regions).toEqual(drawn);
  expect(withoutRegion(part, 'region-2', slide)).toEqual(drawn);
});

test('the plain eraser on a correction gives back only what that correction covered', () => {
  const { regions: drawn } = withRegion([], 'stroma', [square(300, 700)]);
  const tumour = corrected(drawn, dab(450, false, 50), slide, 'TUM').regions;
  const both = corrected(tumour, dab(560, false, 50), slide, 'MUC').regions;
  const wiped = painted(both, dab(500, true, 200), slide, { id: 'region-2', role: 'tumour' }).regions;
  expect(named(wiped)).toEqual(['region-1 Stroma 1 stroma', 'region-3 Correction: mucus other']);
  expect(areaOf(wiped, 'stroma') + areaOf(wiped, 'other')).toBeCloseTo(160_000, -2);
  expect(regionAt(wiped, matrixPoint(450, 450))?.role).toBe('stroma');
});

test('an area that corrections cover wholly says nothing of the tissue, and comes back with them taken away', () => {
  const { regions: drawn } = withRegion([], 'tumour', [square(450, 550)]);
  const covered = corrected(drawn, dab(500, false, 100), slide, 'STR').regions;
  expect(paintedTissue({ regions: covered }).map(({ className }) => className)).toEqual(['STR']);
  expect(corrected(covered, dab(500, true, 200), slide, 'STR').regions).toEqual(drawn);
});
