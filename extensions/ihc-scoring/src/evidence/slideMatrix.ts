import type { ReferencedObject } from '@timescope/core/dicom/contentItem';
import type { Slide } from '@timescope/core/dicom/read/slide';
import { WHOLE_SLIDE_MICROSCOPY } from '@timescope/core/dicom/read/slide';
import type { SlideLevel } from '@timescope/core/dicom/read/slideLevel';
import type { SlideMatrix } from '@timescope/core/dicom/write/slideSegmentation';
import { matrixPoint, slideFromMatrix, type SlidePlacement } from '@timescope/core/frames';
import { micrometresPerPixel } from '@timescope/core/units';

/** Where slides lie that do not say: their first pixel at the origin, upright as viewers show it. */
export const UNPLACED = { originMm: { x: 0, y: 0 }, orientation: [0, 1, 0, 1, 0, 0] } as const;

/** What places on the glass follow from. */
export type PlacedSlide = Pick<Slide, 'placement' | 'levels' | 'frameOfReferenceUid' | 'seriesInstanceUid'>;

/** Of the finest level. */
export function placementOf({
  placement,
  levels: [finest],
}: Pick<Slide, 'placement' | 'levels'>): SlidePlacement {
  if (placement) return placement;
  if (!finest) throw new RangeError('The slide has no level.');
  return { ...UNPLACED, mpp: finest.mpp };
}

/** Where pixels lie that span `step` pixels of the finest level each, from its top left corner. */
export function coarserPlacement(finest: SlidePlacement, step: { x: number; y: number }): SlidePlacement {
  const centre = slideFromMatrix(matrixPoint(step.x / 2, step.y / 2), finest);
  return {
    ...finest,
    originMm: { x: centre.x, y: centre.y },
    mpp: {
      x: micrometresPerPixel(finest.mpp.x * step.x),
      y: micrometresPerPixel(finest.mpp.y * step.y),
    },
  };
}

/** Pixels of the finest level under one of this level's. */
export function levelStep({ levels: [finest] }: Slide, level: { width: number; height: number }) {
  if (!finest) throw new RangeError('The slide has no level.');
  return { x: finest.width / level.width, y: finest.height / level.height };
}

/** A slide by its images. */
export interface SlideImages {
  readonly levels: readonly Pick<SlideLevel, 'sopInstanceUid'>[];
}

/** What the cells are measured on. */
export const finestImage = ({ levels: [finest] }: SlideImages): ReferencedObject => ({
  sopClassUid: WHOLE_SLIDE_MICROSCOPY,
  sopInstanceUid: finest?.sopInstanceUid ?? '',
});

/** Where the files of a result are of. */
export const imagesOf = (level: SlideLevel) =>
  level.parts.map(({ sopInstanceUid }) => ({ sopClassUid: WHOLE_SLIDE_MICROSCOPY, sopInstanceUid }));

export const levelMatrix = (slide: Slide, level: SlideLevel): SlideMatrix => ({
  width: level.width,
  height: level.height,
  tileWidth: level.tileWidth,
  tileHeight: level.tileHeight,
  placement: coarserPlacement(placementOf(slide), levelStep(slide, level)),
  images: imagesOf(level),
});
