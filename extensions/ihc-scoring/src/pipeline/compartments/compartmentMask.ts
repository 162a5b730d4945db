import { canonicalJson } from '@timescope/core/canonicalJson';
import { TimescopeError } from '@timescope/core/errors';
import { matrixPoint, type MatrixPoint } from '@timescope/core/frames';
import type { Raster, RgbRaster } from '@timescope/core/raster';
import type { RanNetwork } from '@timescope/core/result/ranNetwork';
import { sha256Hex } from '@timescope/core/sha256';

/**
 * Compartments as a network or a file gives them: a byte a pixel, 0 other, 1 tumour, 2 stroma. Pixel (column, row) spans
 * `matrixStep` matrix pixels from `origin`. What lies outside is other.
 */
export interface CompartmentMask extends Raster<Uint8Array> {
  readonly origin: MatrixPoint;
  readonly matrixStep: { readonly x: number; readonly y: number };
  /** Who made it, for the provenance: a model's name and hash, or a file's. */
  readonly source: string;
  /** The network that made it; absent for files. */
  readonly network?: RanNetwork;
}

/**
 * A mask from an image that covers the whole slide, grey values 0 other, 1 tumour, 2 stroma.
 * @throws TimescopeError NOT_AN_IMAGE for other values, GEOMETRY when its shape is not the slide's.
 */
export function maskOfImage(
  { width, height, values: rgb }: RgbRaster,
  matrix: { readonly width: number; readonly height: number },
  source: string,
): CompartmentMask {
  const matrixStep = { x: matrix.width / width, y: matrix.height / height };
  // One pixel of the mask is the most by which rounding its size can stretch it.
  if (Math.abs(matrixStep.x * height - matrix.height) > Math.max(matrixStep.x, matrixStep.y))
    throw wrongMask('GEOMETRY', `has ${width} x ${height} pixels, which is not the shape of the slide`);
  const values = Uint8Array.from({ length: width * height }, (_, i) => rgb[3 * i] ?? 0);
  const wrong = values.find(value => value > 2);
  if (wrong !== undefined) throw wrongMask('NOT_AN_IMAGE', `holds the value ${wrong}`);
  return { width, height, values, origin: matrixPoint(0, 0), matrixStep, source };
}

/** SHA-256 of a mask's pixels and of where they lie, without the name of its file. */
export function maskDigest({ width, height, values, origin, matrixStep }: CompartmentMask): string {
  const place = { width, height, origin: [origin.x, origin.y], step: [matrixStep.x, matrixStep.y] };
  return sha256Hex(canonicalJson({ ...place, values: sha256Hex(values) }));
}

const wrongMask = (code: 'GEOMETRY' | 'NOT_AN_IMAGE', what: string): TimescopeError =>
  new TimescopeError(code, `The compartment mask ${what}.`, {
    nextStep: 'Give an image of the whole slide with the grey values 0 other, 1 tumour, 2 stroma.',
  });
