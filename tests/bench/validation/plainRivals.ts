import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import type { GradedCell } from './agreement';
import type { LabelledImage } from './labelledImage';

/** Detector, image, then rows of x um, y um, DAB, grade: what plain_detector.py --cells prints. */
type Printed = Readonly<
  Record<string, Readonly<Record<string, readonly (readonly [number, number, number, number])[]>>>
>;

/** What scikit-image's detectors find: by detector, the cells of each image in their order. */
export async function plainRivals(
  images: readonly LabelledImage[],
): Promise<Readonly<Record<string, readonly (readonly GradedCell[])[]>>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'timescope-rivals-'));
  try {
    const names = await writeImages(images, folder);
    const printed = await runDetectors(folder);
    return Object.fromEntries(
      Object.entries(printed).map(([detector, found]) => [
        detector,
        names.map(name => cellsOf(found[name] ?? [])),
      ]),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeImages(images: readonly LabelledImage[], folder: string): Promise<readonly string[]> {
  await mkdir(path.join(folder, 'images'));
  const names = images.map((_, index) => `${index}.png`);
  for (const [index, { rgb }] of images.entries()) {
    const { width, height, values } = rgb;
    const image = sharp(values, { raw: { width, height, channels: 3 } });
    await image.png({ compressionLevel: 1 }).toFile(path.join(folder, 'images', names[index] ?? ''));
  }
  const spacing = Object.fromEntries(names.map((name, index) => [name, images[index]?.mpp]));
  await writeFile(path.join(folder, 'mpp.json'), JSON.stringify(spacing));
  return names;
}

async function runDetectors(folder: string): Promise<Printed> {
  const script = path.join(import.meta.dirname, '../../oracles/plain_detector.py');
  const run = promisify(execFile);
  const { stdout } = await run('/usr/bin/python3', [script, '--cells', folder], { maxBuffer: 2 ** 28 });
  return JSON.parse(stdout) as Printed;
}

const cellsOf = (rows: readonly (readonly [number, number, number, number])[]): GradedCell[] =>
  rows.map(([x, y, , grade]) => ({ x, y, grade }));
