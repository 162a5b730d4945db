import type { Annotation } from '../annotations';
import type { StainModel } from '../stain/stainModel';
import type { QueueWorker } from '../tileQueue';
import type { TileGap } from '../tileReader';
import type { TissueMap } from '../tissue';
import type { WorkingFrame } from '../workingFrame';
import type { MapSquare } from './mapGrid';
import type { DrawnTissue, TissueSource } from './tissueSource';

/** All that classing a part of a slide needs beside its pixels. Plain data: it crosses to the workers once a run. */
export interface MapJob {
  readonly frame: WorkingFrame;
  readonly stain: StainModel;
  readonly tissue: TissueMap;
  /** What limits the area. */
  readonly limits: readonly Annotation[];
  readonly areas: readonly DrawnTissue[];
  readonly source: TissueSource;
}

/** Neighbouring tiles, and their place in the order of the run. */
export interface MapTask {
  readonly index: number;
  readonly squares: readonly MapSquare[];
}

/** What was found of each square of a task, in the task's order. */
export interface MapOutcome {
  readonly index: number;
  /** MAP_CLASSES.length a square; all 0 where it has no tissue to class. */
  readonly shares: Float32Array<ArrayBuffer>;
  /** Working pixels of tissue in each cell of each square: span * span a square, row by row. */
  readonly tissuePixels: Uint16Array<ArrayBuffer>;
  readonly gaps: readonly TileGap[];
}

export type MapWorker = QueueWorker<MapTask, MapOutcome>;

/** The port behind which the parts are classed: this thread, worker threads, workers of a browser. */
export interface MapRunner {
  start(job: MapJob, tasks: number, signal?: AbortSignal): Promise<readonly MapWorker[]>;
}
