/** One slice of a region: pixels by rows, 0 outside, 1 inside. */
export interface SliceMask {
  readonly values: Uint8Array;
  readonly width: number;
  readonly height: number;
}
