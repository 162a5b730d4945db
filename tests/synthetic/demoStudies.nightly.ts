import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { demoSlideTruth } from '@timescope/synthetic/demoStudies';
import { trueHScore } from '@timescope/synthetic/slide/slideTruth';
import { timescope } from '../harness/commandLine';
import { demoStudies } from '../harness/demoStudies';

let folder: string;
beforeAll(async () => {
  folder = await demoStudies();
}, 600_000);

test('the validator finds no fault in any file of the demo studies', () => {
  const files = ['slide', 'ct'].flatMap(study =>
    readdirSync(path.join(folder, study)).map(file => path.join(folder, study, file)),
  );
  expect(files.length).toBe(5 + 48);
  const faults = files.flatMap(file =>
    spawnSync('dciodvfy', ['-new', file], { encoding: 'utf8' })
      .stderr.split('\n')
      .filter(line => /^(Error|Warning)/.test(line)),
  );
  expect(faults).toEqual([]);
});

interface Scored {
  readonly cells: { readonly total: number };
  readonly hScore: { readonly whole: number };
}

test('the score of the slide: cells within 5 % of those generated, H-score within 10 of the truth', async () => {
  const printed = await timescope('score', path.join(folder, 'slide'), '--marker', 'ki67', '--json');
  const scored = JSON.parse(printed) as Scored;
  const { cells } = await demoSlideTruth(folder);
  process.stderr.write(
    `demo slide: ${String(scored.cells.total)} cells of ${String(cells.length)}, ` +
      `H-score ${scored.hScore.whole.toFixed(1)}, true ${trueHScore(cells).toFixed(1)}\n`,
  );
  expect(Math.abs(scored.cells.total / cells.length - 1)).toBeLessThan(0.05);
  expect(Math.abs(scored.hScore.whole - trueHScore(cells))).toBeLessThan(10);
}, 600_000);
