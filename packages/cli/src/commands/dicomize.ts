import { TimescopeError } from '@timescope/core/errors';
import { decimalMillimetres, PLAIN_TILE, plainImageSource, pyramidOf } from '@timescope/core/plainPyramid';
import type { PixelSource } from '@timescope/core/pixelSource';
import type { ReportProgress } from '@timescope/core/progress';
import { micrometresPerPixel } from '@timescope/core/units';
import { readPlainImage } from '@timescope/runtime/decode/node';
import { createSlideFiles, type SlideFiles, type SlidePixels } from '@timescope/runtime/encode/slideFiles';
import { createHash } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Command } from '../command';
import { readSlideDataset } from '../dicomize/slideDataset';
import { slideDescription } from '../dicomize/slideDescription';
import { progressLine } from '../progressLine';

export const dicomize: Command = {
  usage: 'timescope dicomize IMAGE --mpp UM --out DIR [--dataset FILE.json] [--jpeg QUALITY] [--json]',
  summary:
    'Writes a PNG, JPEG or TIFF as a DICOM slide (one file a level of the pyramid, pixels unchanged unless --jpeg). ' +
    'The dataset says who and what it is: patient, study, series, container, specimen, opticalPath.',
  async run(argv) {
    const asked = dicomizeArguments(argv);
    const files = await writeSlide(asked);
    process.stdout.write(asked.json ? `${JSON.stringify({ files })}\n` : `${files.join('\n')}\n`);
    return 0;
  },
};

interface Asked {
  readonly image: string;
  readonly mpp: number;
  readonly out: string;
  readonly dataset: string | undefined;
  readonly jpeg: number | undefined;
  readonly json: boolean;
}

function dicomizeArguments(argv: string[]): Asked {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      mpp: { type: 'string' },
      dataset: { type: 'string' },
      out: { type: 'string' },
      jpeg: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const [image] = positionals;
  if (image === undefined || positionals.length !== 1)
    throw usage(`One image was expected, ${positionals.length} were given.`);
  if (values.out === undefined) throw usage('The folder for the DICOM files is missing (--out DIR).');
  const mpp = Number(values.mpp);
  if (!(mpp > 0 && mpp < 1000))
    throw usage('The pixel size is missing or no number of micrometres (--mpp UM).');
  const jpeg = values.jpeg === undefined ? undefined : Number(values.jpeg);
  if (jpeg !== undefined && !(Number.isInteger(jpeg) && jpeg >= 1 && jpeg <= 100))
    throw usage('The JPEG quality must be a whole number from 1 to 100 (--jpeg QUALITY).');
  return { image, mpp, out: values.out, dataset: values.dataset, jpeg, json: values.json };
}

const usage = (message: string): TimescopeError =>
  new TimescopeError('USAGE', message, { nextStep: 'See timescope dicomize --help.', kind: 'usage' });

async function writeSlide(asked: Asked): Promise<readonly string[]> {
  const dataset = asked.dataset === undefined ? {} : await readSlideDataset(asked.dataset);
  const rgb = await readPlainImage(asked.image);
  const original = await readFile(asked.image);
  const digest = createHash('sha256').update(original).digest('hex');
  const { mtime } = await stat(asked.image);
  const about = slideDescription(dataset, digest, mtime, { mpp: asked.mpp, jpeg: asked.jpeg });
  const grids = pyramidOf(rgb, asked.mpp).map(({ width, height }, level) => ({
    width,
    height,
    tileWidth: PLAIN_TILE,
    tileHeight: PLAIN_TILE,
    spacingMm: decimalMillimetres(asked.mpp, level),
  }));
  await mkdir(asked.out, { recursive: true });
  const files = await createSlideFiles(
    asked.out,
    about,
    grids,
    slidePixels(asked, original, rgb.values.length),
  );
  return writeTiles(files, plainImageSource(rgb, micrometresPerPixel(asked.mpp)), progressLine());
}

/** A slide that comes from a JPEG says so, even when this step changes nothing. */
function slidePixels(asked: Asked, original: Uint8Array, pixelBytes: number): SlidePixels {
  if (asked.jpeg !== undefined) return { kind: 'jpeg', quality: asked.jpeg };
  const isJpeg = original[0] === 0xff && original[1] === 0xd8;
  return { kind: 'uncompressed', lossyRatio: isJpeg ? pixelBytes / original.length : undefined };
}

async function writeTiles(
  files: SlideFiles,
  source: PixelSource,
  report: ReportProgress,
): Promise<readonly string[]> {
  try {
    for (const [index, level] of source.levels.entries()) {
      const across = Math.ceil(level.width / level.tileWidth);
      const total = across * Math.ceil(level.height / level.tileHeight);
      for (let tile = 0; tile < total; tile++) {
        const pixels = await source.readTile(index, tile % across, Math.floor(tile / across));
        if (pixels) await files.addTile(index, pixels);
        report({ stage: `level ${index + 1} of ${source.levels.length}`, done: tile + 1, total });
      }
    }
    return await files.finish();
  } catch (thrown) {
    await files.discard();
    throw thrown;
  }
}
