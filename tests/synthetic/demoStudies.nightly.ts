import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
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
