import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { testOnRealData } from '../harness/sharedData';
import { thirtyPercent } from './measuredSlide';
import { timedMap } from './timedMap';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-map-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

testOnRealData.each(['network', 'pixel-classifier'] as const)(
  'a slide of 40,960 px with tissue on 30 % of it is mapped by a %s in at most 20 minutes, in memory that hardly grows with the slide',
  async by => {
    const small = await timedMap(folder, 10_240, thirtyPercent(10_240), by);
    const large = await timedMap(folder, 40_960, thirtyPercent(40_960), by);
    expect(large.seconds).toBeLessThan(1200);
    expect(large.mostMb - small.mostMb).toBeLessThan(400);
  },
  1_800_000,
);
