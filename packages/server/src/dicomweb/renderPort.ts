import type { DicomJson } from '@timescope/core/dicom/json';

/** A frame as stored and the header that describes it. */
export interface StoredFrame {
  readonly bytes: Uint8Array;
  readonly transferSyntax: string;
  readonly dataset: DicomJson;
}

/** The port that turns a stored frame into a picture to look at: windowed grey levels or colour, as JPEG. */
export type RenderFrame = (
  frame: StoredFrame,
  /** The longer side of the picture in pixels; undefined: as large as the frame. */
  longestSide: number | undefined,
) => Promise<Uint8Array>;
