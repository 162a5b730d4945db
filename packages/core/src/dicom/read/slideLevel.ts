import { TimescopeError } from '../../errors';
import type { PyramidLevel } from '../../pixelSource';
import { micrometresPerPixel } from '../../units';
import { item, items, number, numbers, text, type DicomJson } from '../json';
import { frameLayout, type FrameLayout } from './frameLayout';
import { readableTransferSyntaxes, transferSyntaxName } from './transferSyntaxes';

/** One level of the pyramid with all that is needed to fetch and decode its tiles. */
export interface SlideLevel extends PyramidLevel {
  readonly sopInstanceUid: string;
  /** Undefined when the archive does not say; then the bytes of the frame decide. */
  readonly transferSyntax: string | undefined;
  readonly photometricInterpretation: string;
  readonly samplesPerPixel: number;
  readonly planarConfiguration: number;
  readonly frames: FrameLayout;
}

/** Larger tiles are refused before memory is taken; the largest tiles of real scanners have 4096 x 4096 pixels. */
const MAX_TILE_PIXELS = 1 << 26;

/**
 * @param instance metadata of one VL Whole Slide Microscopy Image
 * @throws TimescopeError UNSUPPORTED_TRANSFER_SYNTAX, NOT_AN_IMAGE, NO_SPACING or GEOMETRY
 */
export function readSlideLevel(instance: DicomJson): SlideLevel {
  const transferSyntax = readableSyntax(instance);
  const samplesPerPixel = eightBitSamples(instance);
  const grid = tileGrid(instance);
  return {
    ...grid,
    mpp: spacing(instance, grid),
    sopInstanceUid: text(instance, '00080018') ?? '',
    transferSyntax,
    photometricInterpretation: text(instance, '00280004') ?? 'RGB',
    samplesPerPixel,
    planarConfiguration: number(instance, '00280006') ?? 0,
    frames: frameLayout(instance, grid),
  };
}

function readableSyntax(instance: DicomJson): string | undefined {
  const uid = text(instance, '00020010') ?? text(instance, '00083002');
  if (uid === undefined || readableTransferSyntaxes.includes(uid)) return uid;
  throw new TimescopeError(
    'UNSUPPORTED_TRANSFER_SYNTAX',
    `The slide's pixels are compressed as ${transferSyntaxName(uid)}; JPEG Baseline or uncompressed was expected.`,
    { nextStep: 'Export the slide as JPEG Baseline or uncompressed.', fields: { transferSyntax: uid } },
  );
}

function eightBitSamples(instance: DicomJson): number {
  const bits = number(instance, '00280100') ?? 8;
  const samples = number(instance, '00280002') ?? 3;
  if (bits === 8 && (samples === 3 || samples === 1)) return samples;
  throw new TimescopeError(
    'NOT_AN_IMAGE',
    `The slide has ${samples} samples of ${bits} bits a pixel; 3 (colour) or 1 (grey) of 8 bits were expected.`,
    { nextStep: 'Export the slide as 8-bit colour.' },
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
  if (
    Math.min(grid.width, grid.height, tileWidth, tileHeight) > 0 &&
    tileWidth * tileHeight <= MAX_TILE_PIXELS
  )
    return grid;
  throw new TimescopeError(
    'NOT_AN_IMAGE',
    `The slide says it has ${grid.width} x ${grid.height} pixels in tiles of ${tileWidth} x ${tileHeight}.`,
    { nextStep: 'Export the slide again from its scanner or archive.' },
  );
}

/** From the functional groups, else the width and height in mm of the imaged volume over the matrix. */
function spacing(instance: DicomJson, grid: { width: number; height: number }): PyramidLevel['mpp'] {
  const [y, x] = pixelSpacingMm(instance);
  const volume = [number(instance, '00480001') ?? 0, number(instance, '00480002') ?? 0] as const;
  const xMm = x ?? volume[0] / grid.width;
  const yMm = y ?? volume[1] / grid.height;
  if (xMm > 0 && yMm > 0) return { x: micrometresPerPixel(xMm * 1000), y: micrometresPerPixel(yMm * 1000) };
  throw new TimescopeError('NO_SPACING', 'The slide does not say how large its pixels are.', {
    nextStep: 'Export the slide with PixelSpacing or ImagedVolumeWidth.',
  });
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
