import { TimescopeError, messageOf } from '@timescope/core/errors';
import type { SliceFiller, SliceStack } from '@timescope/core/interpolation/interpolateMask';
import type { morphologicalContourInterpolationNode } from '@itk-wasm/morphological-contour-interpolation';
import { assetUrl, isNode } from './assets';

/**
 * ITK's morphological contour interpolation (Zukic, Vicory, McCormick, Wisse, Gerig, Yushkevich and Aylward 2016, Insight
 * Journal). Every step lies half way between two outlines in number of pixels added, so it follows branches and changes
 * of form; it knows no millimetres. In a browser its wasm comes from beside the bundle, in node from its package.
 * @throws TimescopeError NOT_RUN when the wasm cannot be loaded or gives another grid
 */
export const morphologicalFiller: SliceFiller = async stack => {
  const { data } = await interpolated(imageOf(stack)).catch((cause: unknown) => {
    throw notRun(messageOf(cause), cause);
  });
  if (data?.length !== stack.values.length)
    throw notRun(`it gave ${String(data?.length ?? 0)} voxels for ${String(stack.values.length)}`);
  return Uint8Array.from(data as Uint8Array, value => (value === 0 ? 0 : 1));
};

/** ITK's axes are x, y, z: slices lie along the third. */
const ALONG_SLICES = { axis: 2 };

/** The package brings an itk-wasm of its own, whose image is this plain data. */
type ItkImage = Parameters<typeof morphologicalContourInterpolationNode>[0];

/** Loaded when first needed: reading a mask must not wait for it. */
async function interpolated(image: ItkImage): Promise<ItkImage> {
  const itk = await import('@itk-wasm/morphological-contour-interpolation');
  if (isNode) return (await itk.morphologicalContourInterpolationNode(image, ALONG_SLICES)).outputImage;
  itk.setPipelinesBaseUrl(assetUrl('itk'));
  // We are in a worker already.
  const answer = await itk.morphologicalContourInterpolation(image, { ...ALONG_SLICES, webWorker: false });
  return answer.outputImage;
}

/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- that package does not export its classes */
const imageOf = ({ values, width, height, spacingMm }: SliceStack): ItkImage => ({
  imageType: { dimension: 3, componentType: 'uint8', pixelType: 'Scalar', components: 1 },
  name: 'region',
  origin: [0, 0, 0],
  spacing: [spacingMm.x, spacingMm.y, spacingMm.z],
  direction: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
  size: [width, height, values.length / (width * height)],
  data: values.slice(),
  metadata: new Map(),
});
/* eslint-enable @typescript-eslint/no-unsafe-class-instance-assignment */

function notRun(because: string, cause?: unknown): TimescopeError {
  return new TimescopeError('NOT_RUN', `The interpolation between slices could not be run: ${because}.`, {
    nextStep: 'Take the signed-distance method, or reload the page.',
    cause,
  });
}
