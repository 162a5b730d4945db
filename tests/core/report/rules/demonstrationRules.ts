import { ctWith, decided, said } from '../../../harness/reportFacts';
import { ALL, demonstration, slides, synthetic, tissueHighLow, type Rule } from './ruleParts';

/** Networks that were trained on generated data only. */
export const demonstrationRules: readonly Rule[] = [
  {
    of: 'a network trained on generated data, of a patient',
    facts: { ct: ctWith({ tils: [0.9, 0.5, demonstration] }), immune: tissueHighLow, slides },
    sentence: `${ALL}; there is no CT prediction to compare with.`,
    flags: [
      'Agreement: nothing to compare.',
      'CT, TILs: predicted by networks trained on generated data only; left out of conclusion and agreement.',
    ],
  },
  {
    of: 'a real network of TIME beside a count of demonstration weights: the count says nothing',
    facts: {
      ct: ctWith(
        { tils: [0.9, 0.5, demonstration], time: [0.2, 0.5] },
        { derivedTime: said(2), derivedTimeClass: said('high') },
      ),
    },
    sentence: 'CT of 2026-11-01 predicts TIME low; there is no tissue class to compare with.',
    flags: [
      'Agreement: nothing to compare.',
      'CT, TILs: predicted by networks trained on generated data only; left out of conclusion and agreement.',
    ],
  },
  {
    of: 'a network trained on generated data, and nothing else',
    facts: { ct: ctWith({ tils: [0.9, 0.5, demonstration] }) },
    sentence: 'Neither tissue nor CT gives a class of TSR, TILs, IS or TIME.',
    flags: [
      'Agreement: nothing to compare.',
      'CT, TILs: predicted by networks trained on generated data only; left out of conclusion and agreement.',
    ],
  },
  {
    of: 'one of two networks trained on generated data',
    facts: {
      ct: ctWith({ tsr: [0.9, 0.5], tils: [0.9, 0.5, demonstration] }),
      immune: tissueHighLow,
      slides,
    },
    sentence: `${ALL}; CT of 2026-11-01 predicts TSR high; CT and tissue agree in TSR.`,
    flags: [
      'Agreement: 1 of 1 compared items are concordant.',
      'CT, TILs: predicted by networks trained on generated data only; left out of conclusion and agreement.',
    ],
  },
  {
    of: 'a near threshold of a network that does not count',
    facts: { ct: ctWith({ tils: [0.51, 0.5, demonstration] }), immune: tissueHighLow, slides },
    sentence: `${ALL}; there is no CT prediction to compare with.`,
    flags: [
      'Agreement: nothing to compare.',
      'CT, TILs: predicted by networks trained on generated data only; left out of conclusion and agreement.',
    ],
  },
  {
    of: 'the demonstration patient',
    facts: {
      patient: synthetic,
      ct: ctWith({ tils: [0.9, 0.5, demonstration] }),
      immune: tissueHighLow,
      slides,
    },
    sentence:
      'Demonstration: tissue of 2026-11-01 shows TSR high, TILs low, IS high and TIME high; CT of 2026-11-01 predicts TILs high; CT and tissue differ in TILs.',
    flags: [
      'Agreement: 0 of 1 compared items are concordant.',
      'CT, TILs: demonstration weights, no clinical meaning.',
    ],
  },
  {
    of: 'the demonstration patient without tissue',
    facts: { patient: synthetic, ct: ctWith({ tils: [0.9, 0.5, demonstration] }) },
    sentence: 'Demonstration: CT of 2026-11-01 predicts TILs high; there is no tissue class to compare with.',
    flags: ['Agreement: nothing to compare.', 'CT, TILs: demonstration weights, no clinical meaning.'],
  },
  {
    of: 'the demonstration patient without any class',
    facts: { patient: synthetic, slides },
    sentence: 'Demonstration: neither tissue nor CT gives a class of TSR, TILs, IS or TIME.',
    flags: ['Agreement: nothing to compare.'],
  },
  {
    of: 'an accepted row of demonstration weights: acceptance does not let it in',
    facts: {
      ct: ctWith({ tils: [0.9, 0.5, demonstration] }),
      immune: tissueHighLow,
      slides,
      decisions: [decided('tils', 'accepted')],
    },
    sentence: `${ALL}; there is no CT prediction to compare with.`,
    flags: [
      'Agreement: nothing to compare.',
      'CT, TILs: predicted by networks trained on generated data only; left out of conclusion and agreement.',
    ],
  },
];
