import { ctWith, decided, immuneWith, notEvaluable, said } from '../../../harness/reportFacts';
import { demonstration, slides, type Rule } from './ruleParts';

/** Values near a cut-off, and the two readings of TIME. */
export const nearnessRules: readonly Rule[] = [
  {
    of: 'a probability just above its threshold',
    facts: { ct: ctWith({ tsr: [0.55, 0.5] }), immune: immuneWith({ tsr: 0.7 }), slides },
    sentence:
      'Tissue of 2026-11-01 shows TSR high; CT of 2026-11-01 predicts TSR high; CT and tissue agree in TSR.',
    flags: [
      'Agreement: 1 of 1 compared items are concordant.',
      'CT, TSR: the probability 0.550 is within 0.05 of the threshold 0.500.',
    ],
  },
  {
    of: 'a probability just below its threshold',
    facts: { ct: ctWith({ tsr: [0.5192, 0.5692] }), immune: immuneWith({ tsr: 0.7 }), slides },
    sentence:
      'Tissue of 2026-11-01 shows TSR high; CT of 2026-11-01 predicts TSR low; CT and tissue differ in TSR.',
    flags: [
      'Agreement: 0 of 1 compared items are concordant.',
      'CT, TSR: the probability 0.519 is within 0.05 of the threshold 0.569.',
    ],
  },
  {
    of: 'a probability that is not near',
    facts: { ct: ctWith({ tsr: [0.551, 0.5] }), immune: immuneWith({ tsr: 0.7 }), slides },
    sentence:
      'Tissue of 2026-11-01 shows TSR high; CT of 2026-11-01 predicts TSR high; CT and tissue agree in TSR.',
    flags: ['Agreement: 1 of 1 compared items are concordant.'],
  },
  {
    of: 'a tumour-stroma ratio near its cut-off',
    facts: { immune: immuneWith({ tsr: 0.504 }), slides },
    sentence: 'Tissue of 2026-11-01 shows TSR high; there is no CT prediction to compare with.',
    flags: [
      'Agreement: nothing to compare.',
      'Tissue, TSR: the ratio 0.504 is within 0.05 of the cut-off 0.5.',
    ],
  },
  {
    of: 'a ratio near its cut-off in a rejected row',
    facts: {
      immune: immuneWith({ tsr: 0.504, tils: 2 }),
      slides,
      decisions: [decided('tsr', 'rejected')],
    },
    sentence: 'Tissue of 2026-11-01 shows TILs high; there is no CT prediction to compare with.',
    flags: [
      'Agreement: nothing to compare.',
      'TSR: rejected by Weiss, Jan, 2026-11-22 09:30: Seen on the slide.',
    ],
  },
  {
    of: 'a derived TIME alone',
    facts: {
      ct: ctWith({ tsr: [0.9, 0.5] }, { derivedTime: said(2), derivedTimeClass: said('high') }),
      immune: immuneWith({ time: 3 }),
      slides,
    },
    sentence:
      'Tissue of 2026-11-01 shows TIME high; CT of 2026-11-01 predicts TSR high and TIME high; CT and tissue agree in TIME.',
    flags: ['Agreement: 1 of 1 compared items are concordant.'],
  },
  {
    of: 'two readings of TIME that differ: its own network counts',
    facts: {
      ct: ctWith({ time: [0.7, 0.4] }, { derivedTime: said(1), derivedTimeClass: said('low') }),
      immune: immuneWith({ time: 3 }),
      slides,
    },
    sentence:
      'Tissue of 2026-11-01 shows TIME high; CT of 2026-11-01 predicts TIME high; CT and tissue agree in TIME.',
    flags: [
      'Agreement: 1 of 1 compared items are concordant.',
      'CT, TIME: high by its own network, low by the count of TSR, TILs and IS.',
    ],
  },
  {
    of: 'a TIME of the tissue that counts another ratio than the one shown',
    facts: {
      immune: immuneWith(
        { tsr: 0.41, time: 2 },
        { timeParts: { tsr: said('high') }, ratioReadBy: 'three fields on H&E' },
      ),
      slides,
    },
    sentence: 'Tissue of 2026-11-01 shows TSR low and TIME high; there is no CT prediction to compare with.',
    flags: [
      'Agreement: nothing to compare.',
      'Tissue, TIME: it counts TSR as high (three fields on H&E), the row of TSR shows low.',
    ],
  },
  {
    of: 'a TIME that cannot be counted',
    facts: {
      ct: ctWith({ tsr: [0.9, 0.5] }, { derivedTime: notEvaluable('The IS network did not run.') }),
      immune: immuneWith({ time: 3 }),
      slides,
    },
    sentence:
      'Tissue of 2026-11-01 shows TIME high; CT of 2026-11-01 predicts TSR high; CT and tissue have no item in common.',
    flags: ['Agreement: nothing to compare.'],
  },
  {
    of: 'a count of TIME beside an amended part',
    facts: {
      ct: ctWith({ tsr: [0.9, 0.5] }, { derivedTime: said(2), derivedTimeClass: said('high') }),
      decisions: [decided('tsr', 'amended', { class: 'low' })],
    },
    sentence:
      'CT of 2026-11-01 predicts TIME high; the reader gives TSR low for CT; there is no tissue class to compare with.',
    flags: [
      'Agreement: nothing to compare.',
      "CT, TIME: the count is of the networks' classes, not of the reader's.",
      'TSR by CT is low: amended by Weiss, Jan, 2026-11-22 09:30: Seen on the slide.',
    ],
  },
  {
    of: 'a count of TIME with a part of demonstration weights',
    facts: {
      ct: ctWith(
        { tsr: [0.9, 0.5], tils: [0.9, 0.5, demonstration] },
        { derivedTime: said(2), derivedTimeClass: said('high') },
      ),
      immune: immuneWith({ time: 3 }),
      slides,
    },
    sentence:
      'Tissue of 2026-11-01 shows TIME high; CT of 2026-11-01 predicts TSR high; CT and tissue have no item in common.',
    flags: [
      'Agreement: nothing to compare.',
      'CT, TILs and TIME: predicted by networks trained on generated data only; left out of conclusion and agreement.',
    ],
  },
];
