import type { PixelSource } from '@timescope/core/pixelSource';
import type { PixelRect } from '@timescope/core/raster';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { densityCsv } from '@timescope/extension-ihc-scoring/pipeline/densityMap/densityCsv';
import { densityImage } from '@timescope/extension-ihc-scoring/pipeline/densityMap/densityImage';
import {
  cellFeatures,
  GEOJSON_HEAD,
  GEOJSON_TAIL,
} from '@timescope/extension-ihc-scoring/pipeline/exports/cellFeatures';
import { CELLS_CSV_HEAD, cellRows } from '@timescope/extension-ihc-scoring/pipeline/exports/cellRows';
import { regionsCsv } from '@timescope/extension-ihc-scoring/pipeline/exports/regionsCsv';
import { readerOf } from '@timescope/extension-ihc-scoring/pipeline/reading/seenByReader';
import type { ScoreOutcome, ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { settingsOf, type Settings } from '@timescope/extension-ihc-scoring/pipeline/settings';
import { pngOf } from '@timescope/runtime/encode/png';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { unfinished } from '../unfinishedFiles';
import { completeFile } from './completeFile';
import { fileFault, lockFolder, makeFolder, requireNoFolders } from './outFolder';
import { openOverlay, type Overlay } from './overlayImage';

/** The files of a run, written while the cells come: nothing holds all cells of a slide. */
export interface ScoreFiles {
  add(cells: CellTable): Promise<void>;
  /** Completes the files; each appears under its name only now. */
  finish(outcome: ScoreOutcome): Promise<void>;
  /** After a failure: takes the unfinished files away. */
  abandon(): Promise<void>;
}

export const SCORE_FILES = [
  'cells.geojson',
  'cells.csv',
  'density.png',
  'density.csv',
  'overlay.png',
  'regions.csv',
  'result.json',
];

/**
 * Opens cells.geojson, cells.csv and overlay.png in the folder; regions.csv, density.csv, density.png and result.json
 * follow at the end. The folder belongs to this run until then.
 * @param request Whose reader, if any, sees the cells before they are written.
 * @param bounds Of the measured area in matrix pixels.
 * @throws TimescopeError USAGE, NOT_FOUND, STORAGE_FULL; CONFLICT while another run writes into the folder.
 */
export async function openScoreFiles(
  folder: string,
  source: PixelSource,
  request: ScoreRequest,
  bounds: PixelRect,
): Promise<ScoreFiles> {
  const settings = settingsOf(request);
  const reader = readerOf(request, settings.measured);
  await makeFolder(folder);
  await requireNoFolders(folder, SCORE_FILES);
  const lock = await lockFolder(folder);
  try {
    const growing = await openCellFiles(folder, settings);
    const overlay = await openOverlay(source, settings.preset, bounds).catch(async (thrown: unknown) => {
      await growing.abandon();
      throw thrown;
    });
    return filesOf(folder, lock, growing, overlay, cells => reader?.see(cells) ?? cells);
  } catch (thrown) {
    await lock.release();
    throw fileFault(folder, thrown);
  }
}

type CellFiles = Awaited<ReturnType<typeof openCellFiles>>;

function filesOf(
  folder: string,
  lock: { release(): Promise<void> },
  cellFiles: CellFiles,
  overlay: Overlay,
  seen: (tool: CellTable) => CellTable,
): ScoreFiles {
  const named = <Value>(work: Promise<Value>): Promise<Value> =>
    work.catch((thrown: unknown) => {
      throw fileFault(folder, thrown);
    });
  return {
    add: tool => {
      const cells = seen(tool);
      overlay.draw(cells);
      return named(cellFiles.add(tool, cells));
    },
    finish: async outcome => {
      await named(cellFiles.complete());
      await named(writeRest(folder, overlay, outcome));
      await lock.release();
    },
    abandon: async () => {
      await cellFiles.abandon();
      await lock.release();
    },
  };
}

async function openCellFiles(folder: string, settings: Settings) {
  const geoJson = await openGrowing(path.join(folder, 'cells.geojson'), GEOJSON_HEAD);
  const csv = await openGrowing(path.join(folder, 'cells.csv'), CELLS_CSV_HEAD);
  let written = 0;
  return {
    add: async (tool: CellTable, seen: CellTable) => {
      await geoJson.append(cellFeatures(tool, settings, written === 0, seen));
      await csv.append(cellRows(tool, settings, written + 1, seen));
      written += tool.count;
    },
    complete: async () => {
      await geoJson.append([GEOJSON_TAIL]);
      await Promise.all([geoJson.complete(), csv.complete()]);
    },
    abandon: async () => {
      await Promise.all([geoJson.abandon(), csv.abandon()]);
    },
  };
}

async function writeRest(
  folder: string,
  overlay: Overlay,
  { result, density, area }: ScoreOutcome,
): Promise<void> {
  const densityMap = await pngOf(densityImage(density, density.cells));
  await writeWhole(path.join(folder, 'density.png'), densityMap);
  await writeWhole(path.join(folder, 'density.csv'), [...densityCsv(density, area)].join(''));
  await writeWhole(path.join(folder, 'overlay.png'), await pngOf(overlay.image));
  await writeWhole(path.join(folder, 'regions.csv'), regionsCsv(result));
  await keepModel(path.join(folder, 'compartments'), result.run.compartments);
  await keepModel(path.join(folder, 'cell-types'), result.run.cellTypes);
  await writeWhole(path.join(folder, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);
}

/** The model of this run; one of an earlier run may be all that is left of a training, so it moves aside. */
async function keepModel(name: string, source: unknown): Promise<void> {
  const model = typeof source === 'object' && source !== null && 'model' in source ? source.model : undefined;
  if (model !== undefined) return writeWhole(`${name}.json`, `${JSON.stringify(model)}\n`);
  await rename(`${name}.json`, `${name}.earlier.json`).catch((thrown: unknown) => {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT')) throw thrown;
  });
}

async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const partial = `${file}.partial`;
  unfinished.add(partial);
  const handle = await open(partial, 'w');
  try {
    await handle.writeFile(content);
  } catch (thrown) {
    await handle.close();
    await rm(partial, { force: true });
    throw thrown;
  }
  await completeFile(handle, file);
  unfinished.delete(partial);
}

/** Text handed to the disk at once, in bytes. Ours: a few hundred cells. */
const CHUNK = 1 << 18;

/** A text file that grows under another name until it is complete. */
async function openGrowing(file: string, head: string) {
  const partial = `${file}.partial`;
  unfinished.add(partial);
  const handle = await open(partial, 'w');
  await handle.write(head);
  return {
    append: (lines: Iterable<string>) => writeLines(handle, lines),
    complete: async () => {
      await completeFile(handle, file);
      unfinished.delete(partial);
    },
    abandon: async () => {
      await handle.close().catch(() => undefined);
      await rm(partial, { force: true });
      unfinished.delete(partial);
    },
  };
}

async function writeLines(handle: FileHandle, lines: Iterable<string>): Promise<void> {
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length >= CHUNK) {
      await handle.write(chunk);
      chunk = '';
    }
  }
  if (chunk !== '') await handle.write(chunk);
}
