import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { testOnRealData } from '../harness/sharedData';
import { everywhere, measuredSlide } from './measuredSlide';

testOnRealData(
  'twice the edge costs at most four times the processor time, and little memory',
  async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-slides-'));
    try {
      const small = await measuredSlide(folder, 4096, everywhere);
      const large = await measuredSlide(folder, 8192, everywhere);
      // Decoding so little takes tenths of a second, too few for a bound: the whole slide of the nightly run has that.
      expect(large.cpuSeconds / small.cpuSeconds).toBeLessThan(4);
      expect((large.peakMb ?? 0) - (small.peakMb ?? 0)).toBeLessThan(300);
      expect(large.peakMb ?? 0).toBeLessThan(1024);
      expect(Math.abs(large.result.cells.total / small.result.cells.total / 4 - 1)).toBeLessThan(0.1);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
  120_000,
);
