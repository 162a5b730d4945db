import type { RgbRaster } from './raster';
import type { MicrometresPerPixel } from './units';

/** Pixel size in micrometres at which cells are found and measured. Ours, that of QuPath's detection by default. */
export const CELL_MPP = 0.5;

/** One level of a slide's pyramid. Tiles are counted from (0, 0) at the top left; edge tiles are stored full size. */
export interface PyramidLevel {
  readonly width: number;
  readonly height: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly mpp: { readonly x: MicrometresPerPixel; readonly y: MicrometresPerPixel };
}

/**
 * The port between formats and the pipeline: tile in, pixels out.
 * Levels are ordered from the finest. A tile that was never scanned is undefined.
 */
export interface PixelSource {
  readonly levels: readonly PyramidLevel[];
  readTile(level: number, column: number, row: number, signal?: AbortSignal): Promise<RgbRaster | undefined>;
}

/** A tile's compressed or raw bytes as stored in DICOM, with what is needed to decode them. */
export interface EncodedFrame {
  readonly bytes: Uint8Array;
  readonly transferSyntax: string;
  readonly width: number;
  readonly height: number;
  readonly samplesPerPixel: number;
  readonly photometricInterpretation: string;
  /** 0: RGBRGB..., 1: a plane a colour. */
  readonly planarConfiguration: number;
}

/** Decodes one frame to RGB. Node and browser have their own body, with equal pixels (runtime/decode). */
export type DecodeFrame = (frame: EncodedFrame) => Promise<RgbRaster>;

/** Bytes of an uncompressed frame of 8 bits a sample; YBR_FULL_422 stores two samples a pixel instead of three. */
export function nativeFrameBytes(frame: {
  readonly width: number;
  readonly height: number;
  readonly samplesPerPixel: number;
  readonly photometricInterpretation: string;
}): number {
  const samples = frame.photometricInterpretation === 'YBR_FULL_422' ? 2 : frame.samplesPerPixel;
  return frame.width * frame.height * samples;
}
