import type { Agreement } from '@timescope/core/geometry/agreement/agreement';
import type { VolumeRuns } from '@timescope/core/geometry/volumeRuns';
import type { InterpolatedMask } from '@timescope/core/interpolation/interpolateMask';
import type { CtVolume, RoiMask, VoxelGrid } from '@timescope/core/volume';
import { callbacks, handOver, type WorkerConnection } from '@timescope/runtime/worker';
import type { OutlineFormat } from '../evidence/outlineObject';
import type { DrawnSlice, SliceMeasure } from '../pipeline/contouring/roiMeasures';
import type { SeededRegion, SeededRegionRequest } from '../pipeline/contouring/seededRegion';
import type { ComparedModel, Crop, PredictionRequest } from '../pipeline/prediction';
import type { RadiomicsSettings } from '../pipeline/radiomics/settings';
import { beginWorker } from './beginWorker';
import type { ExportWorker, NamedBytes, OutlinesToWrite } from './exportRequest';
import type {
  InterpolationMethod,
  PredictionAnswer,
  RadiologyPage,
  RadiologyWorker,
  RadiomicsAnswer,
} from './requests';

/** A volume or a mask whose voxels may be moved to the worker: they are gone here afterwards. */
type Movable<Values> = { readonly buffer: Values };

type MovableMask = RoiMask & { values: Movable<ArrayBuffer> };

/** Predicts in a worker that is started with the first request. */
export class RadiologyClient {
  private connection: WorkerConnection<RadiologyWorker & ExportWorker> | undefined;
  private seriesInWorker: string | undefined;

  /** Whether the worker holds the voxels of this series already. */
  holds(seriesUid: string): boolean {
    return this.connection !== undefined && this.seriesInWorker === seriesUid;
  }

  /** Moves the volume's voxels to the worker. */
  async takeVolume(
    seriesUid: string,
    volume: CtVolume & { hu: Movable<ArrayBuffer> },
    signal: AbortSignal,
  ): Promise<void> {
    const moved = handOver(volume, [volume.hu.buffer]);
    await this.send(connection => connection.call((worker, call) => worker.takeVolume(call, moved), signal));
    this.seriesInWorker = seriesUid;
  }

  /** Moves the mask's voxels to the worker. */
  predict(
    mask: MovableMask,
    request: PredictionRequest,
    page: RadiologyPage,
    signal: AbortSignal,
  ): Promise<PredictionAnswer> {
    const moved = handOver(mask, [mask.values.buffer]);
    return this.send(connection =>
      connection.call((worker, call) => worker.predict(call, moved, request, callbacks(page)), signal),
    );
  }

  /** Moves the mask's voxels to the worker. */
  compareModels(
    mask: MovableMask,
    request: PredictionRequest,
    page: RadiologyPage,
    signal: AbortSignal,
  ): Promise<readonly ComparedModel[]> {
    const moved = handOver(mask, [mask.values.buffer]);
    return this.send(connection =>
      connection.call((worker, call) => worker.compareModels(call, moved, request, callbacks(page)), signal),
    );
  }

  /** Moves the mask's voxels to the worker. */
  previewCrop(mask: MovableMask, request: PredictionRequest, signal: AbortSignal): Promise<Crop> {
    const moved = handOver(mask, [mask.values.buffer]);
    return this.send(connection =>
      connection.call((worker, call) => worker.previewCrop(call, moved, request), signal),
    );
  }

  /** Moves the mask's voxels to the worker. */
  radiomics(mask: MovableMask, settings: RadiomicsSettings, signal: AbortSignal): Promise<RadiomicsAnswer> {
    const moved = handOver(mask, [mask.values.buffer]);
    return this.send(connection =>
      connection.call((worker, call) => worker.radiomics(call, moved, settings), signal),
    );
  }

  /** Moves the mask's voxels to the worker. */
  interpolate(
    mask: MovableMask,
    method: InterpolationMethod,
    signal: AbortSignal,
  ): Promise<InterpolatedMask> {
    const moved = handOver(mask, [mask.values.buffer]);
    return this.send(connection =>
      connection.call((worker, call) => worker.interpolate(call, moved, method), signal),
    );
  }

  growRegion(request: SeededRegionRequest, signal: AbortSignal): Promise<SeededRegion> {
    return this.send(connection =>
      connection.call((worker, call) => worker.growRegion(call, request), signal),
    );
  }

  /** Moves the pixels of the slices to the worker. */
  measureSlices(
    slices: readonly (DrawnSlice & { hu: Movable<ArrayBuffer> })[],
    signal: AbortSignal,
  ): Promise<readonly SliceMeasure[]> {
    const moved = handOver(
      slices,
      slices.map(({ hu }) => hu.buffer),
    );
    return this.send(connection =>
      connection.call((worker, call) => worker.measureSlices(call, moved), signal),
    );
  }

  /** Moves the voxels of both masks to the worker. */
  agree(a: MovableMask, b: MovableMask, signal: AbortSignal): Promise<Agreement> {
    const [movedA, movedB] = [handOver(a, [a.values.buffer]), handOver(b, [b.values.buffer])];
    return this.send(connection =>
      connection.call((worker, call) => worker.agree(call, movedA, movedB), signal),
    );
  }

  outlineFile(
    format: OutlineFormat,
    outlines: OutlinesToWrite,
    signal: AbortSignal,
  ): Promise<Uint8Array<ArrayBuffer>> {
    return this.send(connection =>
      connection.call((worker, call) => worker.outlineFile(call, format, outlines), signal),
    );
  }

  niftiFile(region: VolumeRuns | 'image', signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    return this.send(connection => connection.call((worker, call) => worker.niftiFile(call, region), signal));
  }

  readNifti(file: NamedBytes, { size, placement }: VoxelGrid, signal: AbortSignal): Promise<VolumeRuns> {
    return this.send(connection =>
      connection.call((worker, call) => worker.readNifti(call, file, { size, placement }), signal),
    );
  }

  close(): void {
    this.connection?.close();
    this.connection = undefined;
    this.seriesInWorker = undefined;
  }

  private async send<Value>(
    request: (connection: WorkerConnection<RadiologyWorker & ExportWorker>) => Promise<Value>,
  ): Promise<Value> {
    this.connection ??= beginWorker('ct-radiomics');
    try {
      return await request(this.connection);
    } catch (thrown) {
      // A worker that is gone is not asked again; the next request starts a new one.
      if (isGone(thrown)) this.close();
      throw thrown;
    }
  }
}

const isGone = (thrown: unknown): boolean =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === 'MISSING_BUNDLE';
