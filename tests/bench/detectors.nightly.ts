import path from 'node:path';
import { testOnRealData } from '../harness/sharedData';
import { f1, hScoreError, median, percentPositiveError, positiveF1, together } from './validation/agreement';
import { compare, joined } from './validation/comparison';
import { fieldGrid } from './validation/fieldGrid';
import { writeBlock } from './validation/generatedBlock';
import { fieldImage, humanCrops, recolouredCrops } from './validation/imageSets';
import { CLASSICAL_ALONE, OURS } from './validation/methods';
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

/**
 * Worst H-score error where 20 points are not kept. Brown background reads DAB 0.1 between nuclei: the threshold of 1+ itself,
 * so that no true grade is certain there; one of the mixtures has it too, and there the network finds more such nuclei.
 */
const NOT_REACHED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  [OURS]: { 'brown background x 3': 30, 'all factors at once': 40 },
  [CLASSICAL_ALONE]: { 'brown background x 3': 30 },
};

for (const method of [OURS, CLASSICAL_ALONE]) {
  testOnRealData(`${method}: over the grid the H-score is off by less than 8 points in the median`, () => {
    expect(median(errors(grid.comparison[method] ?? [], hScoreError))).toBeLessThan(8);
  });

  testOnRealData(
    `${method}: it is off by less than 20 points at worst, but where that is not reached`,
    () => {
      const worst = (set: MeasuredSet) => Math.max(...errors(set.comparison[method] ?? [], hScoreError));
      const tooFar = levels.filter(set => worst(set) >= (NOT_REACHED[method]?.[set.name] ?? 20));
      expect(tooFar.map(set => `${set.name}: ${worst(set)}`)).toEqual([]);
    },
  );

  testOnRealData(
    `${method}: over the grid percent positive is off by less than 2 points in the median`,
    () => {
      expect(median(errors(grid.comparison[method] ?? [], percentPositiveError))).toBeLessThan(2);
    },
  );

  testOnRealData(
    `${method}: on human-labelled crops F1 is at least 0.79, in H-DAB 0.80, also of positives`,
    () => {
      const [plain, recoloured] = crops.map(({ comparison }) => together(comparison[method] ?? []));
      if (!plain || !recoloured) throw new Error('The crops were not measured.');
      expect(f1(plain)).toBeGreaterThanOrEqual(0.79);
      expect(f1(recoloured)).toBeGreaterThanOrEqual(0.8);
      expect(positiveF1(recoloured)).toBeGreaterThanOrEqual(0.8);
    },
  );
}

testOnRealData(
  'the network beside the classical detector finds more nuclei than that alone on every set',
  () => {
    for (const { comparison } of [...crops, grid])
      expect(f1(together(comparison[OURS] ?? []))).toBeGreaterThan(
        f1(together(comparison[CLASSICAL_ALONE] ?? [])),
      );
  },
);
