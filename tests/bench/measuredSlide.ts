import { rm } from 'node:fs/promises';
import path from 'node:path';
import { sharedData } from '../harness/sharedData';
import { PIECE, writeRepeatedSlide } from './repeatedSlide';
import { timedDecode, timedScore, type Spent, type TimedRun } from './slideSpeed';

const PHOTOGRAPH = 'ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png';
const WORKERS = 2;
/** 0.46 um/px: the level that is measured. */
const LEVEL = 1;
const SMALL_PX = 8192;

export interface MeasuredSlide extends TimedRun {
  /** Decoding the measured level alone, with the same decoder and threads. */
  readonly decode: Spent;
  /** The run by the decoding: by the clock where the run had the machine to itself, else in processor time. */
  readonly ratio: number;
}

/** Makes a slide of `edge` pixels, decodes it, scores it, prints and gives what both took. */
export async function measuredSlide(
  folder: string,
  edge: number,
  isTissue: (column: number, row: number) => boolean,
): Promise<MeasuredSlide> {
  const slide = path.join(folder, `slide-${String(edge)}`);
  await writeRepeatedSlide(slide, sharedData(PHOTOGRAPH), edge, isTissue);
  const decode = await leastOf(edge, () => timedDecode(slide, LEVEL, edge / 2 / 256, WORKERS));
  const run = await leastOf(edge, () => timedScore(slide, WORKERS));
  await rm(slide, { recursive: true });
  const byClock = run.seconds / decode.seconds;
  const inCpu = run.cpuSeconds / decode.cpuSeconds;
  process.stderr.write(
    `${String(edge)} px, ${String(run.result.cells.total)} cells: decoding ${told(decode)}, run ${told(run)}; ratio by ` +
      `the clock ${byClock.toFixed(2)}${run.wasAlone ? '' : ' (others ran too)'}, in processor time ` +
      `${inCpu.toFixed(2)}; peak ${run.peakMb?.toFixed(0) ?? '?'} MB\n`,
  );
  return { ...run, decode, ratio: run.wasAlone ? byClock : inCpu };
}

/** Of a small slide, which takes tenths of a second, the cheapest of several tries: whatever else happens only adds. */
async function leastOf<T extends Spent>(edge: number, timed: () => Promise<T>): Promise<T> {
  const first = await timed();
  if (edge > SMALL_PX) return first;
  const more = [await timed(), await timed()];
  return more.reduce((least, one) => (one.cpuSeconds < least.cpuSeconds ? one : least), first);
}

const told = ({ seconds, cpuSeconds }: Spent): string =>
  `${seconds.toFixed(1)} s (processor ${cpuSeconds.toFixed(1)} s)`;

export const everywhere = (): boolean => true;

/** One round piece of tissue on 30 % of a slide. */
export function thirtyPercent(edge: number): (column: number, row: number) => boolean {
  const pieces = edge / PIECE;
  const radius = pieces * Math.sqrt(0.3 / Math.PI);
  return (column, row) => Math.hypot(column + 0.5 - pieces / 2, row + 0.5 - pieces / 2) < radius;
}
