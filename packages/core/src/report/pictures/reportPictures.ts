import type { CtInstance } from '../../dicom/read/ctSlice';
import type { DicomwebClient } from '../../dicomweb/client';
import { messageOf } from '../../errors';
import type { DecodeFrame } from '../../pixelSource';
import type { RgbRaster } from '../../raster';
import type { Target } from '../../result/predictionResult';
import type { ReportFacts } from '../reportFacts';
import { compartmentPicture } from './compartmentPicture';
import { ctPicture } from './ctPicture';
import { CT_HEAT_PICTURE, CT_OUTLINE_PICTURE, heatMapTarget, slidePictureKey } from './pictureKeys';
import { storedSlice, withHeatMap } from './storedCt';
import { storedSlide } from './storedSlide';

/** The report's picture, or one sentence why there is none. Plain data: it crosses a worker. */
export type MadePicture =
  | {
      readonly kind: 'png';
      /** 8-bit RGB. */
      readonly png: Uint8Array;
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: 'missing'; readonly because: string };

/** What differs between node and a browser (runtime/pictureCodecs). */
export interface PictureCodecs {
  /** A DICOM file as a CT image, uncompressed. */
  readCtFile(bytes: Uint8Array): Promise<CtInstance>;
  readonly decodeFrame: DecodeFrame;
  encodePng(picture: RgbRaster): Promise<Uint8Array>;
}

interface PicturePorts {
  /** The archive that holds the results and the images that they were made of. */
  readonly client: Pick<DicomwebClient, 'seriesMetadata' | 'instance' | 'frame'>;
  readonly codecs: PictureCodecs;
  readonly signal?: AbortSignal;
}

/**
 * The pictures of a report by their keys (pictureKeys), made of nothing but stored objects: the CT slice, its segmentation
 * and parametric map; of each slide a small level and its tissue segmentation.
 * @throws the reason of an abort only
 */
export async function reportPictures(
  facts: Pick<ReportFacts, 'ct' | 'slides'>,
  ports: PicturePorts,
): Promise<ReadonlyMap<string, MadePicture>> {
  ports.signal?.throwIfAborted();
  const pictures = new Map<string, MadePicture>();
  const { ct, slides } = facts;
  if (ct) {
    const slice = storedSlice(ct, ports);
    pictures.set(CT_OUTLINE_PICTURE, await made(async () => ctPicture((await slice).outlined), ports));
    const target = heatMapTarget(ct);
    const heat = async (of: Target) => ctPicture(await withHeatMap(await slice, ct, of, ports));
    if (target) pictures.set(CT_HEAT_PICTURE, await made(() => heat(target), ports));
  }
  for (const slide of slides) {
    const overview = async () => compartmentPicture(await storedSlide(slide, ports));
    pictures.set(slidePictureKey(slide), await made(overview, ports));
  }
  return pictures;
}

async function made(draw: () => Promise<RgbRaster>, { codecs, signal }: PicturePorts): Promise<MadePicture> {
  try {
    const picture = await draw();
    const { width, height } = picture;
    return { kind: 'png', png: await codecs.encodePng(picture), width, height };
  } catch (thrown) {
    signal?.throwIfAborted();
    return { kind: 'missing', because: messageOf(thrown) };
  }
}
