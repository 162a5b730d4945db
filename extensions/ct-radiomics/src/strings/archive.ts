import { dateOf, personOf, resultStrings } from '@timescope/ohif/results/strings';

/** Texts of the reader's decisions, of saving and of the results in the archive. */
export const archive = {
  archiveTitle: resultStrings.title,
  archiveHolds: resultStrings.holds,
  readingResult: 'Reading the result from the archive',
  saveTitle: 'Save',
  saveAfterRun: 'A prediction is running. Save when it has ended.',
  saveAfterPredicting: 'Nothing is predicted yet. Predict first, then save.',
  saveAfterPredictingAgain: 'The outline changed after the prediction. Predict again, then save.',
  saveNeedsName: 'Enter your name at the top of this panel first: it is written into the result.',
  saveAfterBothSigned: 'Two readers outline this series: nothing of it is saved before both have signed.',
  otherSlices: 'This result was made of other slices than this series has now.',
  otherSlicesNext: 'Open the series that it was made of, or predict again.',
  noRegion: 'The object outlines nothing on this CT.',
  noRegionNext: 'Choose another one, or the CT that it was drawn on.',
  useRegion: 'Use as outline',
  useRegionTitle: 'Takes the place of the outline; Undo brings that back',
  decisions: 'Reader’s decision',
  decisionsHint: 'Saved with the result, beside what the network said.',
  decisionNeedsName: 'Enter your name at the top of this panel to accept, amend or reject.',
  decisionStale: 'The outline has changed since: predict again before you decide.',
  takeBack: 'Change',
  amendTo: (target: string, said: string) => `${target} is "${said}" instead. Why?`,
  rejectWhy: (target: string) => `${target} is not to be used. Why?`,
  decided: {
    accepted: (said: string) => `Accepted: ${said}`,
    amended: (said: string, reason: string) => `Amended to ${said}: ${reason}`,
    rejected: (_said: string, reason: string) => `Rejected: ${reason}`,
  },
  decidedBy: (reader: string, at: string) => `${personOf(reader)}, ${dateOf(at)}`,
} as const;
