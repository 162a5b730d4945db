import type { PixelRect } from '@timescope/core/raster';
import type { FieldPlace } from '../../pipeline/immune/immuneScore';

/** A field on the slide, in matrix pixels. */
export interface ShownField extends PixelRect {
  /** Also the name of the field in exported files. */
  readonly id: string;
  /** `tils`: where the proposed grade found most lymphocytes; it stays where it is. */
  readonly kind: FieldPlace | 'ratio' | 'tils';
  /** Among those of its kind, from 0. */
  readonly index: number;
  readonly name: string;
  /** What was counted in it, in words. */
  readonly value: string;
  /** The reader put it here. */
  readonly isMoved: boolean;
}
