import path from 'node:path';
import { testOnRealData } from '../harness/sharedData';
import { f1, hScoreError, median, percentPositiveError, positiveF1, together } from './validation/agreement';
import { compare, joined } from './validation/comparison';
import { fieldGrid } from './validation/fieldGrid';
import { writeBlock } from './validation/generatedBlock';
import { fieldImage, humanCrops, recolouredCrops } from './validation/imageSets';
import { OURS } from './validation/methods';
import { errors, levelTable, methodTable, type MeasuredSet } from './validation/tables';

const HOURS = 3_600_000;
/** Fields of each level, and fields with all factors at once. */
const SEEDS = 1;
const MIXED = 8;

let crops: MeasuredSet[];
let levels: MeasuredSet[];
let grid: MeasuredSet;

beforeAll(async () => {
  crops = [
    { name: 'DSB2018 crops (human labels)', comparison: await compare(await humanCrops()), isGraded: false },
    { name: 'DSB2018 crops in H-DAB', comparison: await compare(await recolouredCrops()), isGraded: true },
  ];
  levels = [];
  for (const { factor, level, specs } of fieldGrid(SEEDS, MIXED)) {
    const images = await Promise.all(specs.map(fieldImage));
    levels.push({ name: `${factor} ${level}`.trim(), comparison: await compare(images), isGraded: true });
  }
  const comparison = joined(levels.map(level => level.comparison));
  grid = { name: 'generated fields, all levels', comparison, isGraded: true };
  report();
}, HOURS);

/** UPDATE_VALIDATION=1 also writes the tables into the validation report. */
function report(): void {
  const byMethod = methodTable([...crops, grid]);
  const byLevel = levelTable(levels);
  process.stderr.write(`${byMethod}\n\n${byLevel}\n`);
  if (process.env.UPDATE_VALIDATION !== '1') return;
  const file = path.resolve(import.meta.dirname, '../../docs/validation.md');
  writeBlock(file, 'detectors', byMethod);
  writeBlock(file, 'levels', byLevel);
}

/** Its tissue reads DAB 0.1 between nuclei: the threshold of 1+ itself, so that no true grade is certain there. */
const NOT_REACHED = 'brown background x 3';

testOnRealData('over the grid the H-score is off by less than 8 points in the median', () => {
  expect(median(errors(grid.comparison[OURS] ?? [], hScoreError))).toBeLessThan(8);
});

testOnRealData(
  'it is off by less than 20 points at worst, but for tissue as brown as the threshold: 30',
  () => {
    const worst = (level: MeasuredSet) => Math.max(...errors(level.comparison[OURS] ?? [], hScoreError));
    for (const level of levels) {
      if (level.name === NOT_REACHED) expect(worst(level)).toBeLessThan(30);
      else expect(worst(level)).toBeLessThan(20);
    }
  },
);

testOnRealData('over the grid percent positive is off by less than 2 points in the median', () => {
  expect(median(errors(grid.comparison[OURS] ?? [], percentPositiveError))).toBeLessThan(2);
});

testOnRealData('on human-labelled crops in H-DAB F1 is at least 0.79, and 0.80 for positive nuclei', () => {
  const [plain, recoloured] = crops.map(({ comparison }) => together(comparison[OURS] ?? []));
  if (!plain || !recoloured) throw new Error('The crops were not measured.');
  expect(f1(plain)).toBeGreaterThanOrEqual(0.79);
  expect(f1(recoloured)).toBeGreaterThanOrEqual(0.8);
  expect(positiveF1(recoloured)).toBeGreaterThanOrEqual(0.8);
});
