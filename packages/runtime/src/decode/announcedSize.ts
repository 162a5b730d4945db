import { TimescopeError } from '@timescope/core/errors';
import type { EncodedFrame } from '@timescope/core/pixelSource';
import type { StreamSize } from './jpegSegments';

/**
 * A compressed tile must hold the pixels that DICOM announced: others would lie in the wrong place, and a stream could
 * ask for any amount of memory. To be called before the stream is decoded.
 * @throws TimescopeError TRUNCATED for another size, NOT_AN_IMAGE for other than 8 bits or other components.
 */
export function requireAnnounced(found: StreamSize, frame: EncodedFrame): void {
  if (found.width !== frame.width || found.height !== frame.height)
    throw new TimescopeError(
      'TRUNCATED',
      `A tile holds ${found.width} x ${found.height} pixels where ${frame.width} x ${frame.height} were announced.`,
      { nextStep: FETCH_AGAIN },
    );
  if (found.bits !== 8 || found.components !== frame.samplesPerPixel)
    throw new TimescopeError(
      'NOT_AN_IMAGE',
      `A tile holds ${found.components} samples of ${found.bits} bits a pixel where ${frame.samplesPerPixel} of 8 bits were announced.`,
      { nextStep: 'Export the slide as 8-bit colour.' },
    );
}

/** A tile whose stream is damaged: it counts as unreadable and the rest of the slide is used. */
export const tileUnreadable = (format: string, because: string, cause?: unknown): TimescopeError =>
  new TimescopeError('TRUNCATED', `A tile is not a readable ${format} image: ${because}.`, {
    nextStep: FETCH_AGAIN,
    cause,
  });

const FETCH_AGAIN = 'Fetch the slide again from where it came.';
