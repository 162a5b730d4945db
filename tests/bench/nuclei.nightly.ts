import type { RgbRaster } from '@timescope/core/raster';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import { scoreWithCells } from '@timescope/extension-ihc-scoring/pipeline/scoreWithCells';
import { readPlainImage } from '@timescope/runtime/decode/node';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { sharedData, testOnRealData } from '../harness/sharedData';

/** A nucleus is found when a cell's centre lies within this distance of its own, one to one, nearest first. */
const REACH_UM = 4;
/** Nuclear diameter that each crop's median is scaled to: the crops' magnifications vary threefold. Ours. */
const MEDIAN_NUCLEUS_UM = 7;

interface Nucleus {
  readonly x: number;
  readonly y: number;
  readonly pixels: number;
}

interface Matched {
  readonly hits: number;
  readonly found: number;
  readonly labelled: number;
}

testOnRealData(
  'human-labelled nuclei of 80 crops: F1 at least 0.70 at 0.5 um/px, 0.79 with nuclei scaled to 7 um',
  async () => {
    const folder = sharedData('dsb2018-histology-nuclei');
    const plain: Matched[] = [];
    const scaled: Matched[] = [];
    for (const name of readdirSync(path.join(folder, 'images')).filter(file => file.endsWith('.png'))) {
      const image = await readPlainImage(path.join(folder, 'images', name));
      const nuclei = await labelledNuclei(path.join(folder, 'labels', name));
      plain.push(await matchedAt(image, nuclei, 0.5));
      scaled.push(await matchedAt(image, nuclei, MEDIAN_NUCLEUS_UM / medianDiameter(nuclei)));
    }
    report('0.5 um/px', plain);
    report('scaled', scaled);
    expect(plain).toHaveLength(80);
    expect(f1(plain)).toBeGreaterThanOrEqual(0.7);
    expect(f1(scaled)).toBeGreaterThanOrEqual(0.79);
  },
  600_000,
);

async function matchedAt(image: RgbRaster, nuclei: readonly Nucleus[], mpp: number): Promise<Matched> {
  const source = plainImageSource(image, micrometresPerPixel(mpp));
  const { cells } = await scoreWithCells(source, { preset: 'ki67', slide: { description: '', digest: '' } });
  const pairs = Array.from({ length: cells.count }, (_, cell) => {
    const [x = 0, y = 0] = cells.centroids.subarray(2 * cell, 2 * cell + 2);
    return nuclei.map((nucleus, label) => ({
      cell,
      label,
      um: mpp * Math.hypot(nucleus.x - x, nucleus.y - y),
    }));
  });
  const near = pairs.flat().filter(({ um }) => um <= REACH_UM);
  const takenCells = new Set<number>();
  const takenLabels = new Set<number>();
  for (const { cell, label } of near.sort((a, b) => a.um - b.um)) {
    if (takenCells.has(cell) || takenLabels.has(label)) continue;
    takenCells.add(cell);
    takenLabels.add(label);
  }
  return { hits: takenCells.size, found: cells.count, labelled: nuclei.length };
}

async function labelledNuclei(file: string): Promise<Nucleus[]> {
  const { data, info } = await sharp(file)
    .toColourspace('grey16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true });
  const labels = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  const sums = new Map<number, { x: number; y: number; pixels: number }>();
  for (let pixel = 0; pixel < info.width * info.height; pixel++) {
    const label = labels[pixel * info.channels] ?? 0;
    if (label === 0) continue;
    const sum = sums.get(label) ?? { x: 0, y: 0, pixels: 0 };
    sum.x += (pixel % info.width) + 0.5;
    sum.y += Math.floor(pixel / info.width) + 0.5;
    sum.pixels += 1;
    sums.set(label, sum);
  }
  return [...sums.values()].map(({ x, y, pixels }) => ({ x: x / pixels, y: y / pixels, pixels }));
}

/** Of circles of the nuclei's areas, in pixels. */
function medianDiameter(nuclei: readonly Nucleus[]): number {
  const areas = nuclei.map(({ pixels }) => pixels).sort((a, b) => a - b);
  return 2 * Math.sqrt((areas[areas.length >> 1] ?? 0) / Math.PI);
}

function total(crops: readonly Matched[]): Matched {
  const sum = (of: (crop: Matched) => number) => crops.reduce((all, crop) => all + of(crop), 0);
  return {
    hits: sum(({ hits }) => hits),
    found: sum(({ found }) => found),
    labelled: sum(({ labelled }) => labelled),
  };
}

function f1(crops: readonly Matched[]): number {
  const { hits, found, labelled } = total(crops);
  return (2 * hits) / (found + labelled);
}

function report(what: string, crops: readonly Matched[]): void {
  const { hits, found, labelled } = total(crops);
  process.stderr.write(
    `DSB2018, ${what}: F1 ${f1(crops).toFixed(4)}, precision ${(hits / found).toFixed(3)}, ` +
      `recall ${(hits / labelled).toFixed(3)}, ${String(found)} found, ${String(labelled)} labelled\n`,
  );
}
