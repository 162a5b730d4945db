import { jest } from '@jest/globals';
import type { ImmuneResult } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CohortStatus } from '../../../packages/cli/src/cohort/cohortStatus';
import { immuneRows } from '../../../packages/cli/src/cohort/immuneRows';
import { casesOf, readManifest } from '../../../packages/cli/src/cohort/manifest';
import { calledCohort } from '../../harness/calledCohort';
import { temporaryFolder } from '../../harness/cohortFixture';
import { csvRows } from '../../harness/csvRows';
import { drawnAreas, drawnSection, writeSection } from '../../harness/immuneSections';

// Two sections are measured.
jest.setTimeout(180_000);

const folder = await temporaryFolder();
const at = (name: string) => path.join(folder, name);
beforeAll(async () => {
  await writeSection(folder, 'cd3', drawnSection({ stroma: 1300, tumour: 350, muscle: 100 }, 3));
  await writeSection(folder, 'cd8', drawnSection({ stroma: 470, tumour: 140, muscle: 50 }, 8));
  await writeFile(at('areas.geojson'), drawnAreas());
  const lines = [
    'case,command,cd3,cd8,roi-cd3,roi-cd8,mpp,margin,field,note.months',
    'panel,immune,cd3.png,cd8.png,areas.geojson,areas.geojson,0.5,100,112,31',
    'undrawn,immune,cd3.png,cd8.png,areas.geojson,,0.5,,,12',
    'absent,immune,cd3.png,none.png,areas.geojson,areas.geojson,0.5,,,12',
    'none,immune,,,,,0.5,,,12',
    '',
  ];
  await writeFile(at('manifest.csv'), lines.join('\n'));
});

test('a patient of two sections is one case: bad lines are named, densities stand in the tables as the study reads them', async () => {
  const done = await calledCohort(
    'submit',
    at('manifest.csv'),
    '--out',
    at('run'),
    '--workers',
    '1',
    '--json',
  );
  const status = JSON.parse(done.stdout) as CohortStatus;
  expect([done.code, status]).toMatchObject([10, { done: 1, failed: [] }]);
  expect(status.leftOut.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    expect.stringContaining('3: Nothing says where tumour and stroma lie on the CD8 slide.'),
    expect.stringContaining(`4: The cd8 ${at('none.png')} does not exist.`),
    expect.stringContaining('5: The line names no input.'),
  ]);
  await calledCohort('export', at('run'), '--out', at('tables'));
  const [row] = await csvRows(at('tables/cases.csv'));
  const result = JSON.parse(
    await readFile(at(`run/${row?.folder ?? ''}/result.json`), 'utf8'),
  ) as ImmuneResult;
  expect(row).toMatchObject({
    ...{ case: 'panel', command: 'immune', state: 'done', hash: result.hash, months: '31' },
    cd3_stroma: String(result.densityPerMm2.cd3.stroma),
    cd8_epithelium: String(result.densityPerMm2.cd8.tumour),
    tsr: String(result.tsr),
  });
  const parts = await csvRows(at('tables/compartments.csv'));
  expect(parts.map(({ marker, compartment }) => `${marker} ${compartment}`)).toEqual([
    ...['cd3 tumour', 'cd3 stroma', 'cd8 tumour', 'cd8 stroma'],
  ]);
  expect(parts[1]).toMatchObject({ positivePerMm2: String(result.densityPerMm2.cd3.stroma) });
  expect(row?.notEvaluable).toContain(result.notEvaluable.stromaImmuneScore);
  // A percentile of 40.5 lies nearer to its cut-off than one of 60.
  const scored = {
    ...result,
    scores: {
      stroma: { toCutoff: { cutoff: 40, distance: 0.5 } },
      tumour: { toCutoff: { cutoff: 64.5, distance: -4.5 } },
    },
  } as unknown as ImmuneResult;
  expect(immuneRows(scored)).toMatchObject({
    nearest: { score: 'stromaImmuneScore', cutoff: 40, distance: 0.5 },
    doubt: 0.005,
  });
});

test('the key of a panel is that of its sections, wherever they lie, and of the areas drawn on them', async () => {
  const keyed = async (line: string) => {
    const file = at('one.csv');
    await writeFile(file, `case,command,cd3,roi-cd3,mpp\n${line}\n`);
    return (await casesOf(await readManifest(file), {})).cases[0]?.key;
  };
  const first = await keyed('a,immune,cd3.png,areas.geojson,0.5');
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(await keyed('b,immune,cd3.png,areas.geojson,0.50')).toBe(first);
  await writeFile(at('fewer.geojson'), drawnAreas('Stroma'));
  expect(await keyed('a,immune,cd3.png,fewer.geojson,0.5')).not.toBe(first);
  expect(await keyed('a,immune,cd8.png,areas.geojson,0.5')).not.toBe(first);
});
