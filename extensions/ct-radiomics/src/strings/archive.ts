import { dateOf, personOf, resultStrings } from '@timescope/ohif/results/strings';

/** Texts of the reader's decisions, of saving and of the results in the archive. */
export const archive = {
  archiveTitle: resultStrings.title,
  archiveHolds: resultStrings.holds,
  decisions: 'Reader’s decision',
  decisionsHint: 'Saved with the result, beside what the network said.',
  decisionNeedsName: 'Enter your name at the top of this panel to accept, amend or reject.',
  decisionStale: 'The outline has changed since: predict again before you decide.',
  accept: 'Accept',
  amend: 'Amend',
  reject: 'Reject',
  takeBack: 'Change',
  amendTo: (target: string, said: string) => `${target} is "${said}" instead. Why?`,
  rejectWhy: (target: string) => `${target} is not to be used. Why?`,
  reason: 'Reason',
  decide: 'Set',
  cancelDecision: 'Cancel',
  decided: {
    accepted: (said: string) => `Accepted: ${said}`,
    amended: (said: string, reason: string) => `Amended to ${said}: ${reason}`,
    rejected: (_said: string, reason: string) => `Rejected: ${reason}`,
  },
  decidedBy: (reader: string, at: string) => `${personOf(reader)}, ${dateOf(at)}`,
} as const;
