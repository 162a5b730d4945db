import { temporaryFolder } from '../harness/cohortFixture';
import { cohortTrial } from './cohortRuns';

const folder = await temporaryFolder();

test('30 slides, three workers that are killed at each of five points, one that sleeps too long, Redis killed, disk full, archive busy: each result once', async () => {
  await cohortTrial(folder, { slides: 30, seeds: [1, 2], busyMs: 6000, diskMb: 64 });
}, 900_000);
