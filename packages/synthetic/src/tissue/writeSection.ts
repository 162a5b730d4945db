import type { SlideDescription } from '@timescope/core/dicom/write/description';
import type { ReportProgress } from '@timescope/core/progress';
import { writeDrawnSlide } from '../writeDrawnSlide';
import type { TissueSection } from './section';

/** The pixel size of a 20x scanner, at which tissue classes and immune cells are read. */
export const SECTION_MPP = 0.5;
export const SECTION_TILE = 512;
/** 0.5, 1, 2 and 4 um/px. */
const LEVELS = 4;

/**
 * Draws a section and writes its pyramid as DICOM files into an existing folder; gives their paths.
 * @param section whole tiles of 256 um
 */
export function writeSection(
  folder: string,
  section: TissueSection,
  about: SlideDescription,
  report: ReportProgress,
): Promise<readonly string[]> {
  const drawn = {
    width: section.widthUm / SECTION_MPP,
    height: section.heightUm / SECTION_MPP,
    tile: SECTION_TILE,
    mpp: SECTION_MPP,
    levels: LEVELS,
    stage: `drawing the ${section.spec.stain.toUpperCase()} section`,
    drawTile: (column: number, row: number) => {
      const [x, y] = [column * SECTION_TILE, row * SECTION_TILE];
      return section.drawTile({ x, y, width: SECTION_TILE, height: SECTION_TILE }, SECTION_MPP);
    },
  };
  return writeDrawnSlide(folder, drawn, about, report);
}
