import { makeReferenceCohort } from '@timescope/extension-ihc-scoring/pipeline/immune/makeReferenceCohort';
import { spawnSync } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder } from '../../harness/cohortFixture';

const folder = await temporaryFolder();
const script = path.join(import.meta.dirname, '../../oracles/recompute_immune.py');
const counted = (out: string, ...cohort: string[]) =>
  spawnSync('python3', [script, out, ...cohort], { encoding: 'utf8' });

/** Half a square millimetre of stroma with five positive cells, and as much tumour as is asked for. */
async function slideOf(name: string, tumourMm2: number, grades = ''): Promise<string> {
  const at = path.join(folder, name, 'cd3');
  await mkdir(at, { recursive: true });
  const cell = { properties: { classification: { name: 'Stroma: Positive' } } };
  const files = {
    'cells.geojson': JSON.stringify({ features: Array(5).fill(cell) }),
    'cells.csv': 'x_px,y_px,grade\n',
    'regions.csv': `region,area_mm2\nstroma,0.5\ntumour,${tumourMm2}\n`,
    'tissue-map.csv': `x_px,y_px,size_px,class,tissue_mm2\n0,0,149,STR,0.5\n149,0,149,TUM,${tumourMm2}\n`,
    'fields.geojson': JSON.stringify({ features: [] }),
  };
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(at, file), text);
  await writeFile(path.join(folder, name, 'lymphocytes.csv'), `reader,grade\n${grades}`);
  return path.join(folder, name);
}

test('an unfinished folder gives one sentence, no traceback', () => {
  const { status, stderr } = counted(folder);
  expect([status, stderr]).toEqual([
    1,
    `There is no ${path.join(folder, 'cd3')}: give the --out folder of a timescope immune run that has ended.\n`,
  ]);
});

test('a section without tumour has neither a density of its stroma nor a ratio', async () => {
  expect(JSON.parse(counted(await slideOf('without', 0)).stdout)).toEqual({
    ...{ tsr: null, tsrGroup: null, tsrOfFields: null, tils: null },
    densityPerMm2: { cd3: { stroma: null, tumour: null } },
  });
});

test('the ratio is of CD8 alone where CD3 shows no tumour', async () => {
  const out = await slideOf('half', 0);
  await cp(path.join(await slideOf('whole', 0.5), 'cd3'), path.join(out, 'cd8'), { recursive: true });
  const { tsr, tsrGroup } = JSON.parse(counted(out).stdout) as Record<string, unknown>;
  expect([tsr, tsrGroup]).toEqual([0.5, 'low']);
});

test.each([
  [0.4999995, 'low'],
  [0.49, 'high'],
])('0.5 mm2 of stroma beside %d of tumour is %s', async (tumourMm2, group) => {
  const { tsrGroup } = JSON.parse(counted(await slideOf(group, tumourMm2)).stdout) as { tsrGroup: string };
  expect(tsrGroup).toBe(group);
});

test.each([
  ['1,2\n', { grade: 2, group: 'high' }],
  ['1,1\n2,1\n', { grade: 1, group: 'low' }],
  ['1,1\n2,2\n', null],
])('readers who said %j', async (grades, expected) => {
  const { tils } = JSON.parse(counted(await slideOf('graded', 0.5, grades)).stdout) as { tils: unknown };
  expect(tils).toEqual(expected);
});

test('thirds and medians of a cohort with ties are found again from its patients', async () => {
  const at = (value: number) => ({ stroma: value, tumour: value % 4, centre: 3 * value, margin: null });
  const cohort = makeReferenceCohort({
    ...{ name: 'Ties', stainingProtocol: 'none', method: 'by hand', date: '2026-11-22', rule: 'cut2' },
    cases: [5, 1, 5, 2, 9, 5, 7, 3, 3, 8, 6].map((value, k) => ({
      key: String.fromCharCode(97 + k),
      densities: { cd3: at(value), cd8: at((value * k) % 7) },
    })),
  });
  const file = path.join(folder, 'ties.json');
  await writeFile(file, JSON.stringify(cohort));
  const { stroma, tumour, fields } = cohort.cutoffs;
  const { cutoffs } = JSON.parse(counted(await slideOf('thirds', 0.5), file).stdout) as { cutoffs: unknown };
  expect(cutoffs).toEqual({
    stroma: [stroma.low, stroma.high],
    tumour: [tumour.low, tumour.high],
    fields: fields.byMarker,
  });
  expect(stroma.low).toBeLessThan(stroma.high);
});
