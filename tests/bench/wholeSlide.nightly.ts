import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sharedData, testOnRealData } from '../harness/sharedData';
import { PIECE, writeRepeatedSlide } from './repeatedSlide';
import { timedDecode, timedScore, type TimedRun } from './slideSpeed';

const PHOTOGRAPH = 'ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png';
const WORKERS = 2;
/** 0.46 um/px: the level that is measured. */
const LEVEL = 1;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-slides-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Measured extends TimedRun {
  readonly decode: number;
  readonly ratio: number;
}

async function measured(edge: number, isTissue: (x: number, y: number) => boolean): Promise<Measured> {
  const slide = path.join(folder, `slide-${String(edge)}`);
  await writeRepeatedSlide(slide, sharedData(PHOTOGRAPH), edge, isTissue);
  const decode = await timedDecode(slide, LEVEL, edge / 2 / 256, WORKERS);
  const run = await timedScore(slide, WORKERS);
  await rm(slide, { recursive: true });
  const ratio = run.seconds / decode;
  process.stderr.write(
    `${String(edge)} px, ${String(run.result.cells.total)} cells: decoding ${decode.toFixed(1)} s, ` +
      `run ${run.seconds.toFixed(1)} s, ratio ${ratio.toFixed(2)}, peak ${run.peakMb?.toFixed(0) ?? '?'} MB\n`,
  );
  return { ...run, decode, ratio };
}

const everywhere = () => true;

/** One round piece of tissue on 30 % of the slide. */
const thirtyPercent = (edge: number) => {
  const pieces = edge / PIECE;
  const radius = pieces * Math.sqrt(0.3 / Math.PI);
  return (x: number, y: number) => Math.hypot(x + 0.5 - pieces / 2, y + 0.5 - pieces / 2) < radius;
};

testOnRealData(
  'a slide of 40,960 px takes at most 8 times its decoding, in less than 1 GB that does not grow with the slide',
  async () => {
    const small = await measured(10_240, everywhere);
    const medium = await measured(20_480, everywhere);
    const large = await measured(40_960, everywhere);
    expect(large.ratio).toBeLessThan(8);
    for (const { peakMb } of [small, medium, large]) expect(peakMb ?? 0).toBeLessThan(1024);
    expect((large.peakMb ?? 0) - (medium.peakMb ?? 0)).toBeLessThan(150);
  },
  600_000,
);

testOnRealData(
  'with tissue on 30 % of it, it takes at most 3 times the decoding of all of it',
  async () => {
    expect((await measured(40_960, thirtyPercent(40_960))).ratio).toBeLessThan(3);
  },
  600_000,
);
