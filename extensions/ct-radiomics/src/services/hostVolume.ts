import { number, type DicomElement, type DicomJson } from '@timescope/core/dicom/json';
import { hounsfieldUnits } from '@timescope/core/dicom/read/ctHounsfield';
import type { ReportProgress } from '@timescope/core/progress';
import type { CtVolume } from '@timescope/core/volume';
import { strings } from '../strings';
import type { Cornerstone, CornerstoneImage } from './cornerstone';
import type { DisplayedCt } from './displayedCt';

const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

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
 * The host decodes and usually rescales already. Its values go through the same reading as a file's, so that padding,
 * rounding and range come out as on the command line.
 */
function hostHounsfield(image: CornerstoneImage, header: DicomJson): Int16Array {
  const values = image.voxelManager.getScalarData();
  const isScaled = image.preScale?.scaled === true;
  const slope = number(header, '00281053') ?? 1;
  const intercept = number(header, '00281052') ?? 0;
  const whole = Int16Array.from(values, value => Math.round(isScaled ? value : value * slope + intercept));
  const inHounsfield = (tag: string): DicomElement | undefined => {
    const stored = number(header, tag);
    return stored === undefined ? undefined : element('SS', Math.round(stored * slope + intercept));
  };
  return hounsfieldUnits({
    transferSyntax: EXPLICIT_LITTLE_ENDIAN,
    pixels: new Uint8Array(whole.buffer),
    dataset: {
      ...header,
      '00280100': element('US', 16),
      '00280101': element('US', 16),
      '00280102': element('US', 15),
      '00280103': element('US', 1),
      '00281052': element('DS', 0),
      '00281053': element('DS', 1),
      '00280120': inHounsfield('00280120'),
      '00280121': inHounsfield('00280121'),
    },
  });
}

const element = (vr: string, value: number): DicomElement => ({ vr, Value: [value] });
