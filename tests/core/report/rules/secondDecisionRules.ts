import { ctWith, decided, immuneWith } from '../../../harness/reportFacts';
import { slides, type Rule } from './ruleParts';

const lund = { reader: 'Lund^Anna', at: '2026-11-23T08:00:00Z' };
const amendedInCt = 'TILs by CT is low: amended by Weiss, Jan, 2026-11-22 09:30, in the CT result: Motion.';
const rejectedInCt = 'TSR by CT: rejected by Weiss, Jan, 2026-11-22 09:30, in the CT result: Motion.';
const amendedCt = ctWith(
  { tils: [0.9, 0.5] },
  { decisions: [decided('tils', 'amended', { class: 'low', reason: 'Motion' })] },
);
const rejectedCt = ctWith(
  { tsr: [0.9, 0.5] },
  { decisions: [decided('tsr', 'rejected', { reason: 'Motion' })] },
);

/** What this report decides after somebody who decided in the CT's result: nothing of that goes without a word. */
export const secondDecisionRules: readonly Rule[] = [
  {
    of: 'accepted here after an amendment in the CT: what was shown is accepted',
    facts: {
      ct: amendedCt,
      immune: immuneWith({ tils: 1 }),
      slides,
      decisions: [decided('tils', 'accepted', lund)],
    },
    sentence:
      'Tissue of 2026-11-01 shows TILs low; the reader gives TILs low for CT; CT and tissue agree in TILs.',
    flags: [
      'Agreement: 1 of 1 compared items are concordant, 1 of them only by the class that a reader gave.',
      `${amendedInCt} Accepted so in this report by Lund, Anna.`,
    ],
  },
  {
    of: 'accepted here after a rejection in the CT: the prediction stays out',
    facts: {
      ct: rejectedCt,
      immune: immuneWith({ tsr: 0.7 }),
      slides,
      decisions: [decided('tsr', 'accepted', lund)],
    },
    sentence: 'Tissue of 2026-11-01 shows TSR high; there is no CT prediction to compare with.',
    flags: [
      'Agreement: nothing to compare.',
      `${rejectedInCt} What Lund, Anna accepted in this report is not the prediction.`,
    ],
  },
  {
    of: 'amended here after a rejection in the CT: the class of the later reader counts',
    facts: {
      ct: rejectedCt,
      immune: immuneWith({ tsr: 0.7 }),
      slides,
      decisions: [decided('tsr', 'amended', { ...lund, class: 'low', reason: 'Repeated' })],
    },
    sentence:
      'Tissue of 2026-11-01 shows TSR high; the reader gives TSR low for CT; CT and tissue differ in TSR.',
    flags: [
      'Agreement: 0 of 1 compared items are concordant.',
      `${rejectedInCt} The decision of Lund, Anna in this report stands in its place.`,
      'TSR by CT is low: amended by Lund, Anna, 2026-11-23 08:00 UTC: Repeated.',
    ],
  },
  {
    of: 'rejected here after an amendment in the CT: the row leaves the conclusion',
    facts: {
      ct: amendedCt,
      immune: immuneWith({ tils: 1 }),
      slides,
      decisions: [decided('tils', 'rejected', { ...lund, reason: 'Two lesions' })],
    },
    sentence: 'Neither tissue nor CT gives a class of TSR, TILs, IS or TIME.',
    flags: [
      'Agreement: nothing to compare.',
      `${amendedInCt} The decision of Lund, Anna in this report stands in its place.`,
      'TILs: rejected by Lund, Anna, 2026-11-23 08:00 UTC: Two lesions.',
    ],
  },
  {
    of: 'amended to what CT predicted anyway: no item agrees by the reader alone',
    facts: {
      ct: ctWith({ tsr: [0.9, 0.5], tils: [0.9, 0.5] }),
      immune: immuneWith({ tsr: 0.7, tils: 1 }),
      slides,
      decisions: [
        decided('tsr', 'amended', { ...lund, class: 'high', reason: 'Read again' }),
        decided('tils', 'amended', { ...lund, class: 'low', reason: 'Read again' }),
      ],
    },
    sentence:
      'Tissue of 2026-11-01 shows TSR high and TILs low; the reader gives TSR high and TILs low for CT; CT and tissue agree in TSR and TILs.',
    flags: [
      'Agreement: 2 of 2 compared items are concordant, 1 of them only by the class that a reader gave.',
      'TSR by CT is high: amended by Lund, Anna, 2026-11-23 08:00 UTC: Read again.',
      'TILs by CT is low: amended by Lund, Anna, 2026-11-23 08:00 UTC: Read again.',
    ],
  },
  {
    of: 'a tissue that is not evaluable, amended without CT: the class is for the tissue',
    facts: {
      immune: immuneWith({ tsr: 'No stroma was found.' }),
      slides,
      decisions: [decided('tsr', 'amended', { ...lund, class: 'high', reason: 'Read by eye' })],
    },
    sentence: 'The reader gives TSR high for tissue; there is no CT prediction to compare with.',
    flags: [
      'Agreement: nothing to compare.',
      'TSR by tissue is high: amended by Lund, Anna, 2026-11-23 08:00 UTC: Read by eye.',
    ],
  },
];
