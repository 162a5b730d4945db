import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { testOnRealData } from '../harness/sharedData';
import { everywhere, measuredSlide } from './measuredSlide';

testOnRealData(
  'twice the edge costs at most 12 times the processor time that its decoding costs more, and little memory',
  async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-slides-'));
    try {
      const small = await measuredSlide(folder, 4096, everywhere);
      const large = await measuredSlide(folder, 8192, everywhere);
      // Differences leave out what starting a process costs; the whole slide of the nightly run has the real bound.
      const decoding = large.decode.cpuSeconds - small.decode.cpuSeconds;
      expect((large.cpuSeconds - small.cpuSeconds) / decoding).toBeLessThan(12);
      expect((large.peakMb ?? 0) - (small.peakMb ?? 0)).toBeLessThan(300);
      expect(large.peakMb ?? 0).toBeLessThan(1024);
      expect(Math.abs(large.result.cells.total / small.result.cells.total / 4 - 1)).toBeLessThan(0.1);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
  120_000,
);
