import { TimescopeError } from '@timescope/core/errors';
import type { EncodedFrame } from '@timescope/core/pixelSource';
import type { RgbRaster } from '@timescope/core/raster';

/** A decoded tile of the size that DICOM announced; any other would put its pixels in the wrong place. */
export function ofAnnouncedSize(rgb: RgbRaster, frame: EncodedFrame): RgbRaster {
  if (rgb.width === frame.width && rgb.height === frame.height) return rgb;
  throw new TimescopeError(
    'TRUNCATED',
    `A tile holds ${rgb.width} x ${rgb.height} pixels where ${frame.width} x ${frame.height} were announced.`,
    { nextStep: 'Fetch the slide again from where it came.' },
  );
}
