import { rm } from 'node:fs/promises';
import path from 'node:path';
import { sharedData } from '../harness/sharedData';
import { PIECE, writeRepeatedSlide } from './repeatedSlide';
import { timedDecode, timedScore, type TimedRun } from './slideSpeed';

const PHOTOGRAPH = 'ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png';
const WORKERS = 2;
/** 0.46 um/px: the level that is measured. */
const LEVEL = 1;

export interface MeasuredSlide extends TimedRun {
  /** Seconds that decoding the measured level takes alone, with the same decoder and threads. */
  readonly decode: number;
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

export const everywhere = (): boolean => true;

/** One round piece of tissue on 30 % of a slide. */
export function thirtyPercent(edge: number): (column: number, row: number) => boolean {
  const pieces = edge / PIECE;
  const radius = pieces * Math.sqrt(0.3 / Math.PI);
  return (column, row) => Math.hypot(column + 0.5 - pieces / 2, row + 0.5 - pieces / 2) < radius;
}
