import { TimescopeError } from '../../errors';
import type { PyramidLevel } from '../../pixelSource';
import { micrometresPerPixel } from '../../units';
import { item, items, number, numbers, text, type DicomJson } from '../json';
import { frameLayout, type FrameLayout } from './frameLayout';
import type { SlideImage } from './slideImages';
import { layerOfFrame, layersOf, type SlideLayer } from './slideLayers';
import { readableTransferSyntaxes, transferSyntaxName } from './transferSyntaxes';

/** One level of the pyramid with all that is needed to fetch and decode its tiles. */
export interface SlideLevel extends PyramidLevel {
  /** Of the first part. */
  readonly sopInstanceUid: string;
  readonly parts: readonly LevelPart[];
  /** Undefined when the archive does not say; then the bytes of the frame decide. */
  readonly transferSyntax: string | undefined;
  readonly photometricInterpretation: string;
  readonly samplesPerPixel: number;
  readonly planarConfiguration: number;
  readonly frames: FrameLayout;
}

/** Larger tiles are refused before memory is taken; the largest tiles of real scanners have 4096 x 4096 pixels. */
const MAX_TILE_PIXELS = 1 << 26;
/** More tiles are refused as well: 200,000 x 200,000 pixels in tiles of 256 have 611,000. Ours. */
const MAX_TILES = 1 << 25;
/** Pixels more than twice as long as wide (and rounding) would be sampled with gaps along one axis. Ours. */
const MOST_UNEQUAL = 2.001;

/** A run of a level's frames that one instance holds; several only for a concatenation. */
export interface LevelPart {
  readonly sopInstanceUid: string;
  readonly frames: number;
}

/** An image whose size, colours and layers are understood, before one of its layers is chosen. */
export interface ReadableImage {
  readonly image: SlideImage;
  readonly layers: readonly SlideLayer[];
  readonly description: Omit<SlideLevel, 'frames'>;
}

/**
 * @param assumedMpp Micrometres per pixel of an image of that width, for slides that do not say.
 * @throws TimescopeError UNSUPPORTED_TRANSFER_SYNTAX, NOT_AN_IMAGE, NO_SPACING or GEOMETRY
 */
export function readableImage(
  image: SlideImage,
  assumedMpp: (width: number) => number | undefined,
): ReadableImage {
  const { dataset, parts } = image;
  const grid = tileGrid(dataset);
  const description = {
    ...grid,
    ...colours(dataset),
    transferSyntax: readableSyntax(dataset),
    mpp: spacing(dataset, grid, assumedMpp(grid.width)),
    sopInstanceUid: text(dataset, '00080018') ?? '',
    parts: parts.map(part => ({
      sopInstanceUid: text(part, '00080018') ?? '',
      frames: number(part, '00280008') ?? 1,
    })),
  };
  return { image, layers: layersOf(image, grid), description };
}

/** @throws TimescopeError GEOMETRY when the frames of a sparse tiling do not lie on the grid of tiles. */
export function slideLevel({ image, description }: ReadableImage, layer: SlideLayer): SlideLevel {
  const isOfLayer = (groups: DicomJson) => {
    const { opticalPath, depthUm } = layerOfFrame(groups, image.dataset);
    return opticalPath === layer.opticalPath && depthUm === layer.depthUm;
  };
  return { ...description, frames: frameLayout(image, description, layer.before, isOfLayer) };
}

function readableSyntax(instance: DicomJson): string | undefined {
  const uid = text(instance, '00020010') ?? text(instance, '00083002');
  if (uid === undefined || readableTransferSyntaxes.includes(uid)) return uid;
  throw new TimescopeError(
    'UNSUPPORTED_TRANSFER_SYNTAX',
    `The slide's pixels are compressed as ${transferSyntaxName(uid)}; JPEG, JPEG 2000, JPEG-LS, RLE or uncompressed was expected.`,
    { nextStep: 'Export the slide as JPEG Baseline or uncompressed.', fields: { transferSyntax: uid } },
  );
}

const ofThree = ['RGB', 'YBR_FULL', 'YBR_FULL_422', 'YBR_ICT', 'YBR_RCT'];
const ofOne = ['MONOCHROME1', 'MONOCHROME2'];

function colours(instance: DicomJson) {
  const bits = number(instance, '00280100') ?? 8;
  const samplesPerPixel = number(instance, '00280002') ?? 3;
  const photometricInterpretation =
    text(instance, '00280004') ?? (samplesPerPixel === 1 ? 'MONOCHROME2' : 'RGB');
  const known = samplesPerPixel === 3 ? ofThree : samplesPerPixel === 1 ? ofOne : [];
  if (bits === 8 && known.includes(photometricInterpretation))
    return {
      samplesPerPixel,
      photometricInterpretation,
      planarConfiguration: number(instance, '00280006') ?? 0,
    };
  throw new TimescopeError(
    'NOT_AN_IMAGE',
    `The slide has ${samplesPerPixel} samples of ${bits} bits a pixel (${photometricInterpretation}); 3 (colour) or 1 (grey) of 8 bits were expected.`,
    { nextStep: 'Export the slide as 8-bit RGB.' },
  );
}

function tileGrid(instance: DicomJson) {
  const size = (tag: string) => Math.floor(number(instance, tag) ?? 0);
  const tileWidth = size('00280011');
  const tileHeight = size('00280010');
  const grid = {
    width: size('00480006') || tileWidth,
    height: size('00480007') || tileHeight,
    tileWidth,
    tileHeight,
  };
  const tiles = Math.ceil(grid.width / tileWidth) * Math.ceil(grid.height / tileHeight);
  const isPositive = Math.min(grid.width, grid.height, tileWidth, tileHeight) > 0;
  if (isPositive && tileWidth * tileHeight <= MAX_TILE_PIXELS && tiles <= MAX_TILES) return grid;
  throw new TimescopeError(
    'NOT_AN_IMAGE',
    `The slide says it has ${grid.width} x ${grid.height} pixels in tiles of ${tileWidth} x ${tileHeight}.`,
    { nextStep: 'Export the slide again from its scanner or archive.' },
  );
}

/** From the functional groups, else the width and height in mm of the imaged volume over the matrix. */
function spacing(
  instance: DicomJson,
  grid: { width: number; height: number },
  assumed: number | undefined,
): PyramidLevel['mpp'] {
  const [y, x] = pixelSpacingMm(instance);
  const volume = [number(instance, '00480001') ?? 0, number(instance, '00480002') ?? 0] as const;
  const xUm = (x ?? volume[0] / grid.width) * 1000;
  const yUm = (y ?? volume[1] / grid.height) * 1000;
  if (xUm > 0 && yUm > 0) return measured(xUm, yUm, assumed);
  if (assumed !== undefined) return { x: micrometresPerPixel(assumed), y: micrometresPerPixel(assumed) };
  throw new TimescopeError('NO_SPACING', 'The slide does not say how large its pixels are.', {
    nextStep: 'Give the size (--mpp UM on the command line), or export the slide with PixelSpacing.',
  });
}

function measured(x: number, y: number, assumed: number | undefined): PyramidLevel['mpp'] {
  if (assumed !== undefined)
    throw new TimescopeError('USAGE', 'The slide states its own pixel size; another was given.', {
      kind: 'usage',
      nextStep: 'Leave the size out (--mpp is for images that do not state it).',
    });
  if (Math.max(x / y, y / x) <= MOST_UNEQUAL) return { x: micrometresPerPixel(x), y: micrometresPerPixel(y) };
  throw new TimescopeError(
    'GEOMETRY',
    `The slide's pixels are ${Number(x.toPrecision(4))} um wide and ${Number(y.toPrecision(4))} um high; nearly square ones were expected.`,
    { nextStep: 'Export the slide with square pixels.' },
  );
}

function pixelSpacingMm(instance: DicomJson): readonly number[] {
  const groups = [...items(instance, '52009229'), ...items(instance, '52009230').slice(0, 1)];
  for (const group of groups) {
    const measures = item(group, '00289110');
    const found = measures ? numbers(measures, '00280030') : [];
    if (found.length === 2 && found.every(value => value > 0)) return found;
  }
  return [];
}
