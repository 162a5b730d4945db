import { ctWith, immuneWith, slideWith } from '../../../harness/reportFacts';
import { ALL, OPPOSITE, ctHighLow, slides, tissueHighLow, type Rule } from './ruleParts';

/** What is there, and whether it agrees. */
export const agreementRules: readonly Rule[] = [
  {
    of: 'CT and tissue of one mind',
    facts: { ct: ctHighLow, immune: tissueHighLow, slides },
    sentence: `${ALL}; CT of 2026-11-01 predicts TSR high, TILs low, IS high and TIME high; CT and tissue agree in TSR, TILs, IS and TIME.`,
    flags: ['Agreement: 4 of 4 compared items are concordant.'],
  },
  {
    of: 'CT and tissue of opposite minds',
    facts: { ct: ctWith(OPPOSITE), immune: tissueHighLow, slides },
    sentence: `${ALL}; CT of 2026-11-01 predicts TSR low, TILs high, IS low and TIME low; CT and tissue differ in TSR, TILs, IS and TIME.`,
    flags: ['Agreement: 0 of 4 compared items are concordant.'],
  },
  {
    of: 'some items concordant, one discordant',
    facts: {
      ct: ctWith({ tsr: [0.9, 0.5], tils: [0.9, 0.5], is: [0.8, 0.5], time: [0.7, 0.4] }),
      immune: tissueHighLow,
      slides,
    },
    sentence: `${ALL}; CT of 2026-11-01 predicts TSR high, TILs high, IS high and TIME high; CT and tissue agree in TSR, IS and TIME and differ in TILs.`,
    flags: ['Agreement: 3 of 4 compared items are concordant.'],
  },
  {
    of: 'a missing CT',
    facts: { immune: tissueHighLow, slides },
    sentence: `${ALL}; there is no CT prediction to compare with.`,
    flags: ['Agreement: nothing to compare.'],
  },
  {
    of: 'missing slides',
    facts: { ct: ctHighLow },
    sentence:
      'CT of 2026-11-01 predicts TSR high, TILs low, IS high and TIME high; there is no tissue class to compare with.',
    flags: ['Agreement: nothing to compare.'],
  },
  {
    of: 'slides of another marker only',
    facts: { slides: [slideWith('Ki-67', '20261101')] },
    sentence: 'Neither tissue nor CT gives a class of TSR, TILs, IS or TIME.',
    flags: ['Agreement: nothing to compare.'],
  },
  {
    of: 'one network, all of the tissue',
    facts: { ct: ctWith({ tils: [0.1, 0.5] }), immune: tissueHighLow, slides },
    sentence: `${ALL}; CT of 2026-11-01 predicts TILs low; CT and tissue agree in TILs.`,
    flags: ['Agreement: 1 of 1 compared items are concordant.'],
  },
  {
    of: 'nothing in common',
    facts: { ct: ctWith({ tils: [0.1, 0.5] }), immune: immuneWith({ tsr: 0.62 }), slides },
    sentence:
      'Tissue of 2026-11-01 shows TSR high; CT of 2026-11-01 predicts TILs low; CT and tissue have no item in common.',
    flags: ['Agreement: nothing to compare.'],
  },
  {
    of: 'tissue that is not evaluable',
    facts: {
      ct: ctWith({ tsr: [0.9, 0.5] }),
      immune: immuneWith({ tsr: 'No stroma was found.', tils: 'No reader has given a grade.' }),
      slides,
    },
    sentence: 'CT of 2026-11-01 predicts TSR high; there is no tissue class to compare with.',
    flags: ['Agreement: nothing to compare.'],
  },
  {
    of: 'one item of the tissue not evaluable',
    facts: {
      ct: ctWith({ tsr: [0.9, 0.5], tils: [0.9, 0.5] }),
      immune: immuneWith({ tsr: 0.7, tils: 'The two readers gave the lymphocytes grades 1 and 3.' }),
      slides,
    },
    sentence:
      'Tissue of 2026-11-01 shows TSR high; CT of 2026-11-01 predicts TSR high and TILs high; CT and tissue agree in TSR.',
    flags: ['Agreement: 1 of 1 compared items are concordant.'],
  },
];
