import type { Tier } from '@timescope/core/network';
import type { PixelRect } from '@timescope/core/raster';
import type { CellDigest } from '@timescope/core/result/cellDigest';
import type { RanNetwork } from '@timescope/core/result/ranNetwork';
import type { Annotation } from './annotations';
import { transferablesOf, type CellTable } from './cellTable';
import type { CellTypeSource } from './cellTypes/cellTypeSource';
import type { CompartmentSource } from './compartments/compartmentSource';
import type { PixelDensities } from './pixelDensities.kernel';
import type { TileTally } from './scoreTile';
import type { Settings } from './settings';
import type { StainModel } from './stain/stainModel';
import type { QueueWorker } from './tileQueue';
import type { TileGap } from './tileReader';
import type { TissueMap } from './tissue';
import type { ClassCounts } from './tissueClasses.kernel';
import type { WorkingFrame } from './workingFrame';

/** All that measuring a tile needs beside its pixels. Plain data: it crosses to the workers once a run. */
export interface SlideJob {
  readonly frame: WorkingFrame;
  readonly settings: Settings;
  readonly stain: StainModel;
  readonly tissue: TissueMap;
  readonly annotations: readonly Annotation[];
  readonly compartments: CompartmentSource;
  readonly cellTypes: CellTypeSource;
  /** Working pixels of the largest tile with its margin: what memory is taken for. */
  readonly mostPixels: number;
  /** Of the network of the thread that leads: all threads must run it in the same. */
  readonly tier?: Tier;
}

/** A tile and its place in the order in which cells leave the run. */
export interface TileTask {
  readonly index: number;
  /** The part of the working grid whose cells are this tile's own. */
  readonly owned: PixelRect;
}

/** What is known of one tile once it is measured. Sums over tiles do not depend on their order. */
export interface TileOutcome {
  readonly index: number;
  readonly cells: CellTable;
  readonly tally: TileTally;
  /** The same pixels by density, so that other thresholds can be tried without them. */
  readonly densities: PixelDensities;
  /** Where its tissue is of which compartment. */
  readonly classes: ClassCounts;
  /** Pixels of tissue in the tile's own area that are out of focus: neither in the cells nor in the tally. */
  readonly outOfFocusPixels: number;
  /** Eight 32-bit words, the least first: see core/result/cellDigest. */
  readonly digest: CellDigest;
  /** Stored tiles that this tile needed and that could not be used. */
  readonly gaps: readonly TileGap[];
  /** Stored tiles of the measured level that this tile needed: row * tiles across + column. */
  readonly asked: Uint32Array<ArrayBuffer>;
}

/** One pair of hands: measures a tile at a time. `ahead` is the tile that it will be given next, to be fetched early. */
export type TileWorker = QueueWorker<TileTask, TileOutcome>;

/** The port behind which a slide's tiles are measured: this thread, worker threads of node, workers of a browser. */
export interface TileRunner {
  /** How many tiles are measured at the same time, at most. */
  readonly workers: number;
  /** The body of the kernels that runs, and the engine of the network, for the provenance. */
  readonly engine: string;
  /** The network that finds the nuclei; absent without one. */
  readonly network?: RanNetwork;
  /** Hands the job of so many tiles to the workers that it is worth; an abort ends their work. One job at a time. */
  start(
    job: SlideJob,
    tiles: number,
    signal?: AbortSignal,
    /** Told by workers of this thread which share of a tile is done, where a tile takes long. */
    onShare?: (share: number) => void,
  ): Promise<readonly TileWorker[]>;
}

/** What of an outcome is handed to another thread instead of copied. */
export const outcomeBuffers = ({
  cells,
  tally,
  densities,
  classes,
  digest,
  asked,
}: TileOutcome): ArrayBuffer[] => [
  ...transferablesOf(cells),
  tally.tissuePixels.buffer,
  tally.cellPixels.buffer,
  densities.tissue.buffer,
  densities.inCells.buffer,
  classes.pixels.buffer,
  digest.buffer,
  asked.buffer,
];
