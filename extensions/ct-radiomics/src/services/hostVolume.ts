import { number, type DicomJson } from '@timescope/core/dicom/json';
import { hounsfieldUnits } from '@timescope/core/dicom/read/ctHounsfield';
import { EXPLICIT_LITTLE_ENDIAN } from '@timescope/core/dicom/read/transferSyntaxes';
import type { ReportProgress } from '@timescope/core/progress';
import type { CtVolume } from '@timescope/core/volume';
import { strings } from '../strings';
import type { SliceBox } from './contouring/sliceBox';
import type { Cornerstone, CornerstoneImage, NumberArray } from './cornerstone';
import type { DisplayedCt } from './displayedCt';

/**
 * The volume from the images that the host has decoded; those that it has not loaded yet are loaded through it.
 * @throws the signal's reason after an abort
 */
export async function hostVolume(
  cornerstone: Cornerstone,
  { grid, imageIds, headers }: DisplayedCt,
  { report, signal }: { report: ReportProgress; signal: AbortSignal },
): Promise<CtVolume & { hu: Int16Array<ArrayBuffer> }> {
  const [nx, ny, nz] = grid.size;
  const hu = new Int16Array(nx * ny * nz);
  for (const [k, imageId] of imageIds.entries()) {
    signal.throwIfAborted();
    report({ stage: strings.reading, done: k, total: nz });
    const image =
      cornerstone.cache.getImage(imageId) ?? (await cornerstone.imageLoader.loadAndCacheImage(imageId));
    hu.set(hostHounsfield(image, headers[k] ?? {}), k * nx * ny);
  }
  return { ...grid, hu };
}

/**
 * The host decodes and usually rescales already. Taken back to what was stored, its values go through the same reading
 * as a file's, so that padding, rounding and range come out as on the command line.
 * @throws TimescopeError NOT_AN_IMAGE for a header without a usable rescale
 */
export function hostHounsfield(image: CornerstoneImage, header: DicomJson): Int16Array {
  return hounsfieldOf(image.voxelManager.getScalarData(), image, header);
}

/** The same of a part of the image. */
export function boxHounsfield(
  image: CornerstoneImage,
  header: DicomJson,
  { left, top, width, height }: SliceBox,
): Int16Array<ArrayBuffer> {
  const whole = image.voxelManager.getScalarData();
  const values = new Float32Array(width * height);
  for (let j = 0; j < height; j++) {
    const start = (top + j) * image.columns + left;
    values.set(whole.subarray(start, start + width), j * width);
  }
  const size = { '00280010': { vr: 'US', Value: [height] }, '00280011': { vr: 'US', Value: [width] } };
  return Int16Array.from(hounsfieldOf(values, image, { ...header, ...size }));
}

function hounsfieldOf(values: NumberArray, image: CornerstoneImage, header: DicomJson): Int16Array {
  const isScaled = image.preScale?.scaled === true;
  const slope = number(header, '00281053') ?? 1;
  const intercept = number(header, '00281052') ?? 0;
  const stored = (value: number) => (isScaled ? Math.round((value - intercept) / slope) : value);
  // 16-bit words hold signed and unsigned values alike; the header says which they are.
  const words = Uint16Array.from(values, stored);
  return hounsfieldUnits({
    transferSyntax: EXPLICIT_LITTLE_ENDIAN,
    pixels: new Uint8Array(words.buffer),
    dataset: { ...header, '00280100': { vr: 'US', Value: [16] } },
  });
}
