import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder } from '../../harness/cohortFixture';

const folder = await temporaryFolder();
const script = path.join(import.meta.dirname, '../../oracles/recompute_immune.py');
const counted = (out: string) => spawnSync('python3', [script, out], { encoding: 'utf8' });

/** Half a square millimetre of stroma with five positive cells, and as much tumour as is asked for. */
async function slideOf(name: string, tumourMm2: number): Promise<string> {
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
  return path.join(folder, name);
}

test('an unfinished folder gives one sentence, no traceback', () => {
  const { status, stderr } = counted(folder);
  expect([status, stderr]).toEqual([
    1,
    `There is no ${path.join(folder, 'cd3')}: give the --out folder of a timescope immune run that has ended.\n`,
  ]);
});

test('a section without tumour has a density of its stroma and no ratio', async () => {
  expect(JSON.parse(counted(await slideOf('without', 0)).stdout)).toEqual({
    ...{ tsr: null, tsrGroup: null, tsrOfFields: null },
    densityPerMm2: { cd3: { stroma: 10, tumour: null } },
  });
});

test.each([
  [0.4999995, 'low'],
  [0.49, 'high'],
])('0.5 mm2 of stroma beside %d of tumour is %s', async (tumourMm2, group) => {
  const { tsrGroup } = JSON.parse(counted(await slideOf(group, tumourMm2)).stdout) as { tsrGroup: string };
  expect(tsrGroup).toBe(group);
});
