import {
  TILE_ERRORS,
  TILE_RATIO_POINTS,
} from '@timescope/extension-ihc-scoring/pipeline/immune/tileWarnings';
import type { ImmuneResult } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { demoFolder } from '../../packages/cli/src/demoFolder';
import { demoSectionSet } from '../../packages/cli/src/demoSets';
import { repository, timescope } from '../harness/commandLine';

// What the borders of tiles cost in the densities of the demonstration's sections: the figures of the warning.

const PLACES = ['tumour', 'stroma'] as const;

test('densities by tiles-fast at the usual steps are as far off as the warning says', async () => {
  const folder = await demoFolder(repository, demoSectionSet, () => undefined);
  const off: Record<(typeof PLACES)[number], number[]> = { tumour: [], stroma: [] };
  for (const day of ['', '-week-6']) {
    const sections = ['cd3', 'cd8'].flatMap(stain => [`--${stain}`, path.join(folder, `${stain}${day}`)]);
    const { slides } = JSON.parse(
      await timescope('immune', ...sections, '--tissue', 'tiles-fast', '--json'),
    ) as ImmuneResult;
    for (const stain of ['cd3', 'cd8'] as const) {
      const written = readFileSync(path.join(folder, 'truth', `${stain}${day}.json`), 'utf8');
      const truth = JSON.parse(written) as {
        readonly densityPerMm2: Readonly<Record<(typeof PLACES)[number], number>>;
      };
      for (const place of PLACES) {
        const found = slides[stain]?.densityPerMm2[place] ?? Number.NaN;
        const percent = 100 * (found / truth.densityPerMm2[place] - 1);
        process.stdout.write(
          `${stain}${day} ${place}: ${found.toFixed(0)}/mm2, ${percent.toFixed(1)} % off\n`,
        );
        off[place].push(percent);
      }
    }
  }
  for (const place of PLACES)
    expect([Math.min(...off[place]), Math.max(...off[place])].map(Math.round)).toEqual(TILE_ERRORS[place]);
}, 900_000);

test('their tumour-stroma ratio on H&E is as far off as the warning says', async () => {
  const folder = await demoFolder(repository, demoSectionSet, () => undefined);
  const at = (name: string) => path.join(folder, name);
  const truth = JSON.parse(readFileSync(at('truth/he.json'), 'utf8')) as { readonly tsr: number };
  const sections = ['--cd3', at('cd3'), '--he', at('he'), '--tissue', 'tiles-fast', '--json'];
  const { tsr } = JSON.parse(await timescope('immune', ...sections)) as ImmuneResult;
  const points = 100 * (tsr ?? Number.NaN) - truth.tsr;
  process.stdout.write(`H&E: ratio ${(100 * (tsr ?? 0)).toFixed(1)} %, ${points.toFixed(1)} points off\n`);
  expect(Math.abs(points)).toBeCloseTo(TILE_RATIO_POINTS, 1);
}, 900_000);
