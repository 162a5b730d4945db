import { TimescopeError } from '@timescope/core/errors';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSlide, type SlideInput } from '../../packages/cli/src/slideInput';
import type { SlideOptions } from '../../packages/cli/src/slide/slideOptions';

let folder = '';
const open: SlideInput[] = [];

/** A fresh folder for each test of the file; slides that a test opens are closed after it. */
export function withSlideFolder(): void {
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'timescope-slides-'));
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map(slide => slide.close()));
    await rm(folder, { recursive: true });
  });
}

/** Opens a folder with these files as the command line does. */
export async function opened(
  files: Readonly<Record<string, Uint8Array | string>>,
  options?: SlideOptions,
): Promise<SlideInput> {
  const slide = await mkdtemp(path.join(folder, 'slide-'));
  await mkdir(slide, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) await writeFile(path.join(slide, name), bytes);
  const input = await openSlide(slide, options);
  open.push(input);
  return input;
}

/** The refusal of a slide of one file: it must be one sentence with a next step. */
export async function refusalOf(bytes: Uint8Array | string, options?: SlideOptions): Promise<TimescopeError> {
  const thrown: unknown = await opened({ 'slide.dcm': bytes }, options).catch((error: unknown) => error);
  if (!(thrown instanceof TimescopeError))
    throw new Error('The slide was not refused with a TimescopeError.');
  expect(thrown.message).toMatch(/^[A-Z].*\.$/);
  expect(thrown.nextStep).toMatch(/^[A-Z].*[.)]$/);
  return thrown;
}

/** The first byte of each tile of a level, row by row; undefined where nothing was scanned. */
export async function firstBytes({ source }: SlideInput, index = 0): Promise<(number | undefined)[]> {
  const { width = 0, height = 0, tileWidth = 1, tileHeight = 1 } = source.levels[index] ?? {};
  const found: (number | undefined)[] = [];
  for (let row = 0; row * tileHeight < height; row++)
    for (let column = 0; column * tileWidth < width; column++)
      found.push((await source.readTile(index, column, row))?.values[0]);
  return found;
}
