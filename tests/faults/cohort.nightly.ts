import { temporaryFolder } from '../harness/cohortFixture';
import { cohortTrial } from './cohortRuns';

const folder = await temporaryFolder();

test(
  '300 slides and twenty seeds, the archive busy for a minute: each result once',
  async () => {
    const seeds = Array.from({ length: 20 }, (_, seed) => seed + 1);
    await cohortTrial(folder, { slides: 300, seeds, busyMs: 60_000, diskMb: 512 });
  },
  3 * 3_600_000,
);
