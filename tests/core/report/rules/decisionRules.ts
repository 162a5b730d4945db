import { ctWith, decided, immuneWith } from '../../../harness/reportFacts';
import { demonstration, slides, type Rule } from './ruleParts';

/** What readers decided. */
export const decisionRules: readonly Rule[] = [
  {
    of: 'an accepted row',
    facts: {
      ct: ctWith({ tsr: [0.9, 0.5] }),
      immune: immuneWith({ tsr: 0.7 }),
      slides,
      decisions: [decided('tsr', 'accepted')],
    },
    sentence:
      'Tissue of 2026-11-01 shows TSR high; CT of 2026-11-01 predicts TSR high; CT and tissue agree in TSR.',
    flags: ['Agreement: 1 of 1 compared items are concordant.'],
  },
  {
    of: 'an amended row: the class of the reader counts, and says so',
    facts: {
      ct: ctWith({ tsr: [0.9, 0.5] }),
      immune: immuneWith({ tsr: 0.3 }),
      slides,
      decisions: [decided('tsr', 'amended', { class: 'low' })],
    },
    sentence:
      'Tissue of 2026-11-01 shows TSR low; the reader gives TSR low for CT; CT and tissue agree in TSR.',
    flags: [
      'Agreement: 1 of 1 compared items are concordant, 1 of them only by the class that a reader gave.',
      'TSR by CT is low: amended by Weiss, Jan, 2026-11-22 09:30: Seen on the slide.',
    ],
  },
  {
    of: 'an amended row without CT: the class of the reader stands for the tissue',
    facts: {
      immune: immuneWith({ tsr: 0.3 }),
      slides,
      decisions: [decided('tsr', 'amended', { class: 'high' })],
    },
    sentence: 'The reader gives TSR high for tissue; there is no CT prediction to compare with.',
    flags: [
      'Agreement: nothing to compare.',
      'TSR by tissue is high: amended by Weiss, Jan, 2026-11-22 09:30: Seen on the slide.',
    ],
  },
  {
    of: 'a rejected row: it leaves the conclusion',
    facts: {
      ct: ctWith({ tsr: [0.9, 0.5], tils: [0.1, 0.5] }),
      immune: immuneWith({ tsr: 0.3, tils: 1 }),
      slides,
      decisions: [decided('tsr', 'rejected', { reason: 'Section folded' })],
    },
    sentence:
      'Tissue of 2026-11-01 shows TILs low; CT of 2026-11-01 predicts TILs low; CT and tissue agree in TILs.',
    flags: [
      'Agreement: 1 of 1 compared items are concordant.',
      'TSR: rejected by Weiss, Jan, 2026-11-22 09:30: Section folded.',
    ],
  },
  {
    of: 'a prediction that was rejected with the CT: the tissue stays',
    facts: {
      ct: ctWith({ tsr: [0.9, 0.5] }, { decisions: [decided('tsr', 'rejected', { reason: 'Motion' })] }),
      immune: immuneWith({ tsr: 0.3 }),
      slides,
    },
    sentence: 'Tissue of 2026-11-01 shows TSR low; there is no CT prediction to compare with.',
    flags: [
      'Agreement: nothing to compare.',
      'TSR by CT: rejected by Weiss, Jan, 2026-11-22 09:30, in the CT result: Motion.',
    ],
  },
  {
    of: 'a prediction amended with the CT',
    facts: {
      ct: ctWith({ tils: [0.9, 0.5] }, { decisions: [decided('tils', 'amended', { class: 'low' })] }),
      immune: immuneWith({ tils: 2 }),
      slides,
    },
    sentence:
      'Tissue of 2026-11-01 shows TILs high; the reader gives TILs low for CT; CT and tissue differ in TILs.',
    flags: [
      'Agreement: 0 of 1 compared items are concordant.',
      'TILs by CT is low: amended by Weiss, Jan, 2026-11-22 09:30, in the CT result: Seen on the slide.',
    ],
  },
  {
    of: 'an amended row of demonstration weights: the reader is no network',
    facts: {
      ct: ctWith({ tils: [0.9, 0.5, demonstration] }),
      immune: immuneWith({ tils: 1 }),
      slides,
      decisions: [decided('tils', 'amended', { class: 'low' })],
    },
    sentence:
      'Tissue of 2026-11-01 shows TILs low; the reader gives TILs low for CT; CT and tissue agree in TILs.',
    flags: [
      'Agreement: 1 of 1 compared items are concordant, 1 of them only by the class that a reader gave.',
      'CT, TILs: predicted by networks trained on generated data only; left out of conclusion and agreement.',
      'TILs by CT is low: amended by Weiss, Jan, 2026-11-22 09:30: Seen on the slide.',
    ],
  },
  {
    of: 'a decision of a reader without a name',
    facts: {
      immune: immuneWith({ tsr: 0.3 }),
      slides,
      decisions: [decided('tsr', 'rejected', { reader: '' })],
    },
    sentence: 'Neither tissue nor CT gives a class of TSR, TILs, IS or TIME.',
    flags: [
      'Agreement: nothing to compare.',
      'TSR: rejected by a reader who is not named, 2026-11-22 09:30: Seen on the slide.',
    ],
  },
];
