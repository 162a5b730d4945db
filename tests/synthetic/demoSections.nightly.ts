import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { demoFolder } from '../../packages/cli/src/demoFolder';
import { demoSectionSet } from '../../packages/cli/src/demoSets';
import { repository } from '../harness/commandLine';

let folder: string;
beforeAll(async () => {
  folder = await demoFolder(repository, demoSectionSet, () => undefined);
}, 600_000);

const names = ['he', 'cd3', 'cd8', 'cd8-week-6', 'cd3-week-6'];
const files = () =>
  names.flatMap(name => readdirSync(path.join(folder, name)).map(file => path.join(folder, name, file)));

test('five sections of four levels, less than 60 MB in all', () => {
  expect(files()).toHaveLength(20);
  expect(files().reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(60e6);
});

test('the validator finds no fault in any file', () => {
  const faults = files().flatMap(file =>
    spawnSync('dciodvfy', ['-new', file], { encoding: 'utf8' })
      .stderr.split('\n')
      .filter(line => /^(Error|Warning)/.test(line)),
  );
  expect(faults).toEqual([]);
});

interface WrittenTruth {
  readonly areaMm2: Readonly<Record<string, number>>;
  readonly densityPerMm2: { readonly stroma: number; readonly tumour: number };
  readonly positiveCells: readonly (readonly [x: number, y: number, tissue: string, place: string])[];
  readonly classes: { readonly width: number; readonly height: number; readonly runs: readonly number[] };
}

const truthOf = (name: string) =>
  JSON.parse(readFileSync(path.join(folder, 'truth', `${name}.json`), 'utf8')) as WrittenTruth;

test('the truth beside them adds up: runs fill the raster, cells by area are the densities', () => {
  for (const name of names) {
    const { areaMm2, classes, densityPerMm2, positiveCells } = truthOf(name);
    const filled = classes.runs.reduce((sum, value, at) => sum + (at % 2 === 1 ? value : 0), 0);
    expect(filled).toBe(classes.width * classes.height);
    const inStroma = positiveCells.filter(([, , tissue]) => tissue === 'STR').length;
    expect(inStroma / (areaMm2.STR ?? 0)).toBeCloseTo(densityPerMm2.stroma, 6);
  }
});

test.each([
  ['cd3', 1.3],
  ['cd8', 1.5],
] as const)('at week 6 there are more %s+ cells in stroma and in tumour than before', (name, times) => {
  const [before, after] = [truthOf(name).densityPerMm2, truthOf(`${name}-week-6`).densityPerMm2];
  expect(after.stroma).toBeGreaterThan(times * before.stroma);
  expect(after.tumour).toBeGreaterThan(times * before.tumour);
});
