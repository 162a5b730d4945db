import type { Network } from '@timescope/core/network';
import type { NucleusKernels } from '@timescope/core/nucleusKernels';
import type { PixelSource } from '@timescope/core/pixelSource';
import type { PixelRect } from '@timescope/core/raster';
import { FOCUS_REACH, leaveOutBlurred } from './artefacts/focus.kernel';
import { typesOf } from './cellTypes/cellTypeSource';
import { compartmentLabels, compartmentMargin } from './compartments/compartmentSource';
import { digestOf } from './digestOf';
import { cellReach, tileMargin } from './detection/detectNuclei';
import {
  mapNuclei,
  patchesAround,
  type MappingContext,
  type NucleusMaps,
  type SeenPatches,
} from './detection/network/nucleusMaps';
import { tileBuffers, type TileBuffers } from './detection/tileBuffers';
import { markTissue, type PixelMarks } from './markTissue';
import { regionOf, type Region } from './region';
import { scoreTile, type TileSettings } from './scoreTile';
import type { Settings } from './settings';
import type { SlideJob, TileOutcome, TileTask, TileWorker } from './slideJob';
import { stainTables } from './stain/stainTables';
import { tileReader, type TileReader } from './tileReader';
import { classCounts } from './tissueClasses.kernel';
import { levelAt, withMargin, type WorkingFrame } from './workingFrame';
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
  /** For a tile while it is measured, and for the one that comes next. */
  readonly rgb: readonly [Uint8Array, Uint8Array];
  /** A byte a pixel of the largest tile each. */
  readonly marks: PixelMarks;
  readonly compartments: Uint8Array;
  readonly maps?: NucleusMaps;
  readonly seen: SeenPatches;
}

/** What tiles are measured with. */
export interface Tools {
  readonly kernels: NucleusKernels;
  /** Finds the nuclei, where the settings say so. */
  readonly network?: Network | undefined;
  /** Told which share of a tile the network has seen. */
  readonly onShare?: ((share: number) => void) | undefined;
}

/**
 * A worker that reads a slide's tiles from `source` and measures them. While it measures one, the stored tiles of the next
 * are already on their way.
 */
export function tileMeasurer(
  source: PixelSource,
  job: SlideJob,
  { kernels, network, onShare }: Tools,
  signal?: AbortSignal,
): TileWorker {
  const bench = benchFor(source, job, kernels, signal);
  const { patch } = bench;
  let [rgb, other] = bench.rgb;
  let onItsWay: { readonly index: number; readonly pixels: Promise<WorkingTile> } | undefined;
  const begin = ({ index, owned }: TileTask) => {
    [rgb, other] = [other, rgb];
    const at = seenBy({ owned }, job);
    return { index, pixels: early(workingTile(bench.reader, job.frame, at, kernels, { patch, rgb })) };
  };
  return {
    async measure(task, ahead) {
      const begun = onItsWay ?? begin(task);
      onItsWay = undefined;
      const isAnother = begun.index !== task.index;
      // Its memory is used again: it must be over.
      if (isAnother) await begun.pixels.catch(() => undefined);
      const pixels = await (isAnother ? begin(task) : begun).pixels;
      signal?.throwIfAborted();
      onItsWay = ahead && begin(ahead);
      await mapTile(bench, task, pixels, network, { onShare, signal });
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
export function seenBy(
  { owned }: Pick<TileTask, 'owned'>,
  { frame, settings, compartments }: Pick<SlideJob, 'frame' | 'settings' | 'compartments'>,
): PixelRect {
  const focus = cellReach(settings) + FOCUS_REACH;
  const around = Math.max(tileMargin(settings), compartmentMargin(compartments), focus);
  const near = withMargin(owned, around, frame);
  if (settings.detector.kind !== 'network') return near;
  return withPatches(near, patchesAround(mappedBy(owned, settings, frame), settings.detector.patchPx), frame);
}

/** Where a network must have looked for the tile's own cells. */
const mappedBy = (owned: PixelRect, settings: Settings, frame: WorkingFrame): PixelRect =>
  withMargin(owned, tileMargin(settings), frame);

/** The smallest rectangle around both, within the working grid. */
function withPatches(near: PixelRect, patches: PixelRect, frame: WorkingFrame): PixelRect {
  const x = Math.max(0, Math.min(near.x, patches.x));
  const y = Math.max(0, Math.min(near.y, patches.y));
  const right = Math.max(near.x + near.width, patches.x + patches.width);
  const lower = Math.max(near.y + near.height, patches.y + patches.height);
  return { x, y, width: Math.min(frame.width, right) - x, height: Math.min(frame.height, lower) - y };
}

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
    rgb: [new Uint8Array(3 * job.mostPixels), new Uint8Array(3 * job.mostPixels)],
    marks: { counts: new Uint8Array(job.mostPixels), inTissue: new Uint8Array(job.mostPixels) },
    compartments: new Uint8Array(job.mostPixels),
    ...(settings.detector.kind === 'network' && { maps: newMaps(job.mostPixels) }),
    seen: new Map(),
  };
}

const newMaps = (pixels: number): NucleusMaps => ({
  foreground: new Uint8Array(pixels),
  parting: new Uint8Array(pixels),
});

/** Has the network look at the tile, where the settings ask for one. */
async function mapTile(
  { job, maps, seen }: Bench,
  { owned }: TileTask,
  { rgb, at }: WorkingTile,
  network: Network | undefined,
  context: MappingContext,
): Promise<void> {
  const { settings, frame, stain } = job;
  if (settings.detector.kind !== 'network' || !maps) return;
  if (!network) throw new RangeError(`The network ${settings.detector.model} was not given to the worker.`);
  const needed = mappedBy(owned, settings, frame);
  const { detector } = settings;
  await mapNuclei({ rgb, at, needed, white: stain.white, detector }, network, maps, { ...context, seen });
}

function measure(
  bench: Bench,
  { index, owned }: TileTask,
  { rgb, at, asked, gaps }: WorkingTile,
): TileOutcome {
  const { job, region, settings, kernels, buffers } = bench;
  const pixels = at.width * at.height;
  const marks = {
    counts: bench.marks.counts.subarray(0, pixels),
    inTissue: bench.marks.inTissue.subarray(0, pixels),
  };
  const compartments = bench.compartments.subarray(0, pixels);
  region.mark({ at, step: job.frame.matrixStep }, marks.counts);
  markTissue(job.tissue, job.frame, gaps, at, marks);
  // Whether its centre is in focus decides on pixels of a cell that may be another tile's.
  const judged = withMargin(owned, cellReach(job.settings), job.frame);
  const outOfFocusPixels = leaveOutBlurred(rgb, { at, judged, owned }, marks);
  compartmentLabels(job.compartments, job.annotations, rgb, at, job.frame, settings.tables, compartments);
  const input = { rgb, at, owned, ...marks, compartments, ...(bench.maps && { maps: bench.maps }) };
  const scored = scoreTile(input, settings, kernels, buffers);
  const { tally, densities } = scored;
  const cells = { ...scored.cells, type: typesOf(scored.cells, job.cellTypes) };
  const classes = classCounts({ at, owned, compartments, inTissue: marks.inTissue });
  return { index, cells, tally, densities, classes, outOfFocusPixels, digest: digestOf(cells), gaps, asked };
}
