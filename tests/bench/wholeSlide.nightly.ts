import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { testOnRealData } from '../harness/sharedData';
import { everywhere, measuredSlide, thirtyPercent } from './measuredSlide';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-slides-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

testOnRealData(
  'a slide of 40,960 px takes at most 8 times its decoding, in less than 1 GB that does not grow with the slide',
  async () => {
    const small = await measuredSlide(folder, 10_240, everywhere);
    const medium = await measuredSlide(folder, 20_480, everywhere);
    const large = await measuredSlide(folder, 40_960, everywhere);
    expect(large.ratio).toBeLessThan(8);
    for (const { peakMb } of [small, medium, large]) expect(peakMb ?? 0).toBeLessThan(1024);
    expect((large.peakMb ?? 0) - (medium.peakMb ?? 0)).toBeLessThan(150);
  },
  600_000,
);

testOnRealData(
  'with tissue on 30 % of it, it takes at most 3 times the decoding of all of it',
  async () => {
    expect((await measuredSlide(folder, 40_960, thirtyPercent(40_960))).ratio).toBeLessThan(3);
  },
  600_000,
);
