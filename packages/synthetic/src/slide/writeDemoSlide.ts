import type { SlideDescription } from '@timescope/core/dicom/write/description';
import type { ReportProgress } from '@timescope/core/progress';
import { writeDrawnSlide } from '../writeDrawnSlide';
import type { DemoSlide } from './demoSlide';
import { SLIDE_MPP, SLIDE_TILE, slideSize } from './slideSize';

/** 0.25, 0.5, 1, 2 and 4 um/px. */
const LEVELS = 5;

/** Draws the slide and writes its pyramid as DICOM files into an existing folder; gives their paths. */
export function writeDemoSlide(
  folder: string,
  slide: DemoSlide,
  about: SlideDescription,
  report: ReportProgress,
): Promise<readonly string[]> {
  const drawn = {
    ...slideSize,
    tile: SLIDE_TILE,
    mpp: SLIDE_MPP,
    levels: LEVELS,
    stage: 'drawing the demonstration slide',
    drawTile: (column: number, row: number) => slide.drawTile(column, row),
  };
  return writeDrawnSlide(folder, drawn, about, report);
}
