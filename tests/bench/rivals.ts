import type { RgbRaster } from '@timescope/core/raster';
import { tileBuffers } from '@timescope/extension-ihc-scoring/pipeline/detection/tileBuffers';
import { nucleusKernels } from '@timescope/extension-ihc-scoring/pipeline/detection/typescriptKernels';
import { scoreTile, type TileSettings } from '@timescope/extension-ihc-scoring/pipeline/scoreTile';
import { stainTables } from '@timescope/extension-ihc-scoring/pipeline/stain/stainTables';
import { RUIFROK_H_DAB } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { loadNucleusKernels } from '@timescope/runtime/kernels/loadNucleusKernels';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';

export interface Speed {
  /** Of the processor, all threads; the best of the repeats, because other work on the machine can only slow one. */
  readonly seconds: number;
  readonly nuclei: number;
}

export interface Speeds {
  readonly ours: Speed;
  readonly skimage: Speed;
  readonly opencv: Speed;
}

const SETTINGS: TileSettings = {
  detector: { kind: 'generic', ringContrast: 0.055 },
  measured: 'nucleus',
  gradeThresholds: [0.1, 0.4, 0.6],
  cellExpansionUm: 5,
  tables: stainTables({ white: [255, 255, 255], vectors: RUIFROK_H_DAB }),
  matrixStep: { x: 1, y: 1 },
};

/**
 * Times the whole of a tile (nuclei, cells, measurements, membranes, outlines) against the rivals' nuclei, cells and
 * measurements on the same image, one thread each, taking turns so that a busy machine slows all of them.
 * @param rgb At 0.5 um/px.
 */
export async function timedAgainstRivals(rgb: RgbRaster, turns: number): Promise<Speeds> {
  const folder = mkdtempSync(path.join(tmpdir(), 'timescope-rivals-'));
  const image = path.join(folder, 'tile.png');
  const { width, height } = rgb;
  await sharp(rgb.values, { raw: { width, height, channels: 3 } })
    .png()
    .toFile(image);
  const ours = await ourDetector(rgb);
  const speeds: Speeds[] = [];
  for (let turn = 0; turn < turns; turn++) {
    speeds.push({ ours: ours(15), skimage: rival('skimage', image, 1), opencv: rival('opencv', image, 5) });
  }
  rmSync(folder, { recursive: true });
  const best = (whose: keyof Speeds) =>
    speeds.map(speed => speed[whose]).reduce((a, b) => (a.seconds < b.seconds ? a : b));
  return { ours: best('ours'), skimage: best('skimage'), opencv: best('opencv') };
}

async function ourDetector(rgb: RgbRaster): Promise<(repeats: number) => Speed> {
  const { width, height } = rgb;
  const kernels = nucleusKernels(await loadNucleusKernels());
  const buffers = tileBuffers(kernels, width * height);
  const at = { x: 0, y: 0, width, height };
  const counts = new Uint8Array(width * height).fill(1);
  const tile = { rgb, at, owned: at, counts, inTissue: counts, compartments: new Uint8Array(width * height) };
  return repeats => {
    let best: Speed = { seconds: Infinity, nuclei: 0 };
    for (let k = 0; k < repeats; k++) {
      const began = process.cpuUsage();
      const { cells } = scoreTile(tile, SETTINGS, kernels, buffers);
      const { user, system } = process.cpuUsage(began);
      const seconds = (user + system) / 1e6;
      if (seconds < best.seconds) best = { seconds, nuclei: cells.count };
    }
    return best;
  };
}

function rival(library: 'skimage' | 'opencv', image: string, repeats: number): Speed {
  const script = path.join(import.meta.dirname, '../oracles/rival_detectors.py');
  const argv = [script, library, image, String(repeats)];
  return JSON.parse(execFileSync('/usr/bin/python3', argv, { encoding: 'utf8' })) as Speed;
}
