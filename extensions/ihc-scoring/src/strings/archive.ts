import { resultStrings } from '@timescope/ohif/results/strings';

/** Texts of the archive's section. */
export const archive = {
  archiveTitle: resultStrings.title,
  archiveHolds: resultStrings.holds,
  readingObject: 'Reading from the archive',
  drawnLegend: 'Drawn on the slide',
  drawnCount: (name: string, count: number) => `${name} (${count})`,
} as const;
