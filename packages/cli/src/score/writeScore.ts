import type { PixelSource } from '@timescope/core/pixelSource';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { regionOf } from '@timescope/extension-ihc-scoring/pipeline/region';
import type { ScoreOutcome, ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { settingsOf } from '@timescope/extension-ihc-scoring/pipeline/settings';
import { levelAt } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';
import { pngOf } from '@timescope/runtime/encode/png';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cellsCsv, cellsGeoJson } from './cellFiles';
import { overlayImage } from './overlayImage';

/** Writes result.json, cells.geojson, cells.csv and overlay.png. Each appears only when it is whole. */
export async function writeScore(
  folder: string,
  source: PixelSource,
  request: ScoreRequest,
  { result, cells }: ScoreOutcome & { readonly cells: CellTable },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { preset } = settingsOf(request);
  const { bounds } = regionOf(request.annotations, levelAt(source, 0));
  const overlay = await pngOf(await overlayImage(source, cells, preset, bounds));
  await writeWhole(path.join(folder, 'cells.geojson'), cellsGeoJson(cells, preset));
  await writeWhole(path.join(folder, 'cells.csv'), cellsCsv(cells, preset));
  await writeWhole(path.join(folder, 'overlay.png'), overlay);
  await writeWhole(path.join(folder, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);
}

async function writeWhole(file: string, content: string | Uint8Array | Iterable<string>): Promise<void> {
  await writeFile(`${file}.partial`, content);
  await rename(`${file}.partial`, file);
}
