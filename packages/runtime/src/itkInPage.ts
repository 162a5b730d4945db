import { messageOf } from '@timescope/core/errors';
import type { RoiMask } from '@timescope/core/volume';
import type { Image } from 'itk-wasm';
import { assetUrl } from './assets';
import { niftiRoi, niftiVoxels, notUsable } from './itkNiftiImage';
import { requireWholeNifti } from './wholeNifti';

/**
 * Every voxel of a NIfTI file that is not 0, in a worker of the page, with the reader that the command line uses; its
 * wasm comes from beside the bundle.
 * @throws TimescopeError NOT_AN_IMAGE
 */
export async function readNiftiRoi(name: string, data: Uint8Array): Promise<RoiMask> {
  await requireWholeNifti(name, data);
  const itk = await import('@itk-wasm/image-io');
  itk.setPipelinesBaseUrl(assetUrl('itk'));
  const answer = await itk
    .niftiReadImage({ path: name, data }, { webWorker: false })
    .catch((cause: unknown) => {
      throw notUsable(name, messageOf(cause), cause);
    });
  const image = answer.image as Image | undefined;
  if (!image || image.size.length === 0) throw notUsable(name, 'it is no NIfTI file, or it is damaged');
  return niftiRoi(niftiVoxels(image, name));
}
