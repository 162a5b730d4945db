import type { NucleusKernels } from '@timescope/core/nucleusKernels';
import type { PixelSource } from '@timescope/core/pixelSource';
import type { PixelRect } from '@timescope/core/raster';
import { FOCUS_REACH, leaveOutBlurred } from './artefacts/focus.kernel';
import { typesOf } from './cellTypes/cellTypeSource';
import { compartmentLabels, compartmentMargin } from './compartments/compartmentSource';
import { digestOf } from './digestOf';
import { tileMargin } from './detection/detectNuclei';
import { tileBuffers, type TileBuffers } from './detection/tileBuffers';
import { markTissue } from './markTissue';
import { regionOf, type Region } from './region';
import { scoreTile, type TileSettings } from './scoreTile';
import type { SlideJob, TileOutcome, TileTask, TileWorker } from './slideJob';
import { stainTables } from './stain/stainTables';
import { tileReader, type TileReader } from './tileReader';
import { levelAt, withMargin } from './workingFrame';
import { patchBytes, workingTile, type WorkingTile } from './workingTile';

/** What a worker keeps from tile to tile. */
interface Bench {
  readonly job: SlideJob;
  readonly reader: TileReader;
  readonly region: Region;
  readonly settings: TileSettings;
  readonly kernels: NucleusKernels;
  readonly buffers: TileBuffers;
  /** For the level's pixels under one tile: they are read one tile after the other. */
  readonly patch: Uint8Array;
  /** A byte a pixel of the largest tile each. */
  readonly counts: Uint8Array;
  readonly compartments: Uint8Array;
}

/**
 * A worker that reads a slide's tiles from `source` and measures them. While it measures one, the stored tiles of the next
 * are already on their way.
 */
export function tileMeasurer(
  source: PixelSource,
  job: SlideJob,
  kernels: NucleusKernels,
  signal?: AbortSignal,
): TileWorker {
  const bench = benchFor(source, job, kernels, signal);
  const onTheirWay = new Map<number, Promise<WorkingTile>>();
  const pixelsOf = (task: TileTask) => {
    const pixels =
      onTheirWay.get(task.index) ??
      workingTile(bench.reader, job.frame, seenBy(task, job), kernels, bench.patch);
    onTheirWay.delete(task.index);
    return pixels;
  };
  return {
    async measure(task, ahead) {
      const pixels = await pixelsOf(task);
      signal?.throwIfAborted();
      if (ahead) onTheirWay.set(ahead.index, early(pixelsOf(ahead)));
      return measure(bench, task, pixels);
    },
  };
}

/** A failure is met when the tile's turn comes, or never when the run ends before. */
function early<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}

/** The tile with the margin within which nothing may be missing. */
export const seenBy = (
  { owned }: TileTask,
  { frame, settings, compartments }: Pick<SlideJob, 'frame' | 'settings' | 'compartments'>,
): PixelRect =>
  withMargin(owned, Math.max(tileMargin(settings), compartmentMargin(compartments), FOCUS_REACH), frame);

function benchFor(
  source: PixelSource,
  job: SlideJob,
  kernels: NucleusKernels,
  signal: AbortSignal | undefined,
): Bench {
  const { frame, settings } = job;
  return {
    job,
    reader: tileReader(source, signal),
    region: regionOf(job.annotations, levelAt(source, 0)),
    settings: { ...settings, tables: stainTables(job.stain), matrixStep: frame.matrixStep },
    kernels,
    buffers: tileBuffers(kernels, job.mostPixels),
    patch: new Uint8Array(patchBytes(job.mostPixels, frame)),
    counts: new Uint8Array(job.mostPixels),
    compartments: new Uint8Array(job.mostPixels),
  };
}

function measure(
  bench: Bench,
  { index, owned }: TileTask,
  { rgb, at, asked, gaps }: WorkingTile,
): TileOutcome {
  const { job, region, settings, kernels, buffers } = bench;
  const pixels = at.width * at.height;
  const counts = bench.counts.subarray(0, pixels);
  const compartments = bench.compartments.subarray(0, pixels);
  region.mark({ at, step: job.frame.matrixStep }, counts);
  markTissue(job.tissue, job.frame, gaps, at, counts);
  const outOfFocusPixels = leaveOutBlurred(rgb, at, owned, counts);
  compartmentLabels(job.compartments, job.annotations, rgb, at, job.frame, settings.tables, compartments);
  const scored = scoreTile({ rgb, at, owned, counts, compartments }, settings, kernels, buffers);
  const { tally } = scored;
  const cells = { ...scored.cells, type: typesOf(scored.cells, job.cellTypes) };
  return { index, cells, tally, outOfFocusPixels, digest: digestOf(cells), gaps, asked };
}
