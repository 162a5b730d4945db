import { resultStrings } from '@timescope/ohif/results/strings';

/** Texts of the archive's section. */
export const archive = {
  archiveTitle: resultStrings.title,
  archiveHolds: resultStrings.holds,
  readingObject: 'Reading from the archive',
  readingResult: 'Reading the result from the archive',
  saveTitle: 'Save',
  saveAfterRun: 'A measurement is running. Save when it has ended.',
  saveAfterMeasuring: 'Nothing is measured yet. Measure first, then save.',
  saveAfterMeasuringAgain: 'The settings are not those of the measurement. Measure again, then save.',
  saveAfterScoring: 'The scores are being computed. Save in a moment.',
  saveNeedsName: 'Enter your name at the top of this panel first: it is written into the result.',
  openAfterRun: 'A measurement is running: its cells would take the place of those that are opened.',
  openAfterRunNext: 'Cancel it or wait for its end, then open.',
  drawnLegend: 'Drawn on the slide',
  drawnCount: (name: string, count: number) => `${name} (${count})`,
} as const;
