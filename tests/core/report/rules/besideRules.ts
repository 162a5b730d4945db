import { NO_CONTEXT } from '@timescope/core/report/contextFields';
import { ctWith, decided, immuneWith, said, slideWith } from '../../../harness/reportFacts';
import { ALL, ctHighLow, demonstration, other, slides, tissueHighLow, type Rule } from './ruleParts';

/** What is stored beside, where the CT comes from, what lies between CT and specimen. */
export const besideRules: readonly Rule[] = [
  {
    of: 'two readers of one CT',
    facts: { ct: ctHighLow, notShown: [other({ reader: 'Weiss^Jan', version: 1 })] },
    sentence:
      'CT of 2026-11-01 predicts TSR high, TILs low, IS high and TIME high; there is no tissue class to compare with.',
    flags: [
      'Agreement: nothing to compare.',
      'CT prediction (Tumour): the result of Lund, Anna is shown; one of Weiss, Jan is stored too.',
    ],
  },
  {
    of: 'a newer version that is not shown',
    facts: { ct: ctHighLow, notShown: [other({ version: 3 }), other({ version: 2, sopInstanceUid: '9.8' })] },
    sentence:
      'CT of 2026-11-01 predicts TSR high, TILs low, IS high and TIME high; there is no tissue class to compare with.',
    flags: [
      'Agreement: nothing to compare.',
      'CT prediction (Tumour): version 1 is shown; version 3 is stored too.',
    ],
  },
  {
    of: 'earlier versions',
    facts: {
      ct: { ...ctHighLow, source: { ...ctHighLow.source, version: 3 } },
      notShown: [other({ version: 1 }), other({ version: 2, sopInstanceUid: '9.8' })],
    },
    sentence:
      'CT of 2026-11-01 predicts TSR high, TILs low, IS high and TIME high; there is no tissue class to compare with.',
    flags: [
      'Agreement: nothing to compare.',
      'CT prediction (Tumour): version 3 is shown; earlier ones are stored too.',
    ],
  },
  {
    of: 'a version of the same number that was saved later',
    facts: { ct: ctHighLow, notShown: [other({ version: 1, savedAt: '2027-01-02T08:00:00' })] },
    sentence:
      'CT of 2026-11-01 predicts TSR high, TILs low, IS high and TIME high; there is no tissue class to compare with.',
    flags: [
      'Agreement: nothing to compare.',
      'CT prediction (Tumour): version 1 is shown; another version 1, saved later (2027-01-02 08:00), is stored too.',
    ],
  },
  {
    of: 'another outlined region of the same CT',
    facts: { ct: ctHighLow, notShown: [other({ title: 'TIMEscope CT: prediction / Liver lesion' })] },
    sentence:
      'CT of 2026-11-01 predicts TSR high, TILs low, IS high and TIME high; there is no tissue class to compare with.',
    flags: [
      'Agreement: nothing to compare.',
      'CT prediction (Liver lesion), saved 2026-11-21: another result that is stored and not shown.',
    ],
  },
  {
    of: 'the result itself among those not shown',
    facts: { ct: ctHighLow, notShown: [other({ sopInstanceUid: '1.2.3' })] },
    sentence:
      'CT of 2026-11-01 predicts TSR high, TILs low, IS high and TIME high; there is no tissue class to compare with.',
    flags: ['Agreement: nothing to compare.'],
  },
  {
    of: 'a CT outside the domain of the networks',
    facts: {
      ct: {
        ...ctHighLow,
        warnings: [
          'The slices are 1 mm thick; the method was made for 5 mm.',
          'The CT has contrast medium; the method was made for plain CT.',
        ],
      },
      immune: tissueHighLow,
      slides,
    },
    sentence: `${ALL}; CT of 2026-11-01 predicts TSR high, TILs low, IS high and TIME high; CT and tissue agree in TSR, TILs, IS and TIME.`,
    flags: [
      'Agreement: 4 of 4 compared items are concordant.',
      'CT: The slices are 1 mm thick; the method was made for 5 mm.',
      'CT: The CT has contrast medium; the method was made for plain CT.',
    ],
  },
  {
    of: 'remarks of the CT that rules of the report say in their own way',
    facts: {
      ct: {
        ...ctWith({ tils: [0.9, 0.5, demonstration] }),
        warnings: [
          'Demonstration weights, no clinical meaning.',
          'The TIME type is high by its three parts and low by its own network.',
        ],
      },
    },
    sentence: 'Neither tissue nor CT gives a class of TSR, TILs, IS or TIME.',
    flags: [
      'Agreement: nothing to compare.',
      'CT, TILs: predicted by networks trained on generated data only; left out of conclusion and agreement.',
    ],
  },
  {
    of: 'therapy between CT and specimen, half a year apart',
    facts: {
      ct: { ...ctHighLow, studyDate: '20260504' },
      immune: tissueHighLow,
      slides,
      context: {
        ...NO_CONTEXT,
        ctDate: '2026-05-04',
        specimenDate: '2026-11-01',
        neoadjuvant: 'given between CT and specimen',
      },
    },
    sentence: `${ALL}; CT of 2026-05-04 predicts TSR high, TILs low, IS high and TIME high; CT and tissue agree in TSR, TILs, IS and TIME.`,
    flags: [
      'Agreement: 4 of 4 compared items are concordant.',
      'Neoadjuvant therapy was given between CT and specimen.',
      'CT and specimen lie far apart: specimen 181 days after the CT.',
    ],
  },
  {
    of: 'therapy before the CT, 90 days and no more',
    facts: {
      ct: ctHighLow,
      context: {
        ...NO_CONTEXT,
        ctDate: '2026-11-01',
        specimenDate: '2026-08-03',
        neoadjuvant: 'given before CT',
      },
    },
    sentence:
      'CT of 2026-11-01 predicts TSR high, TILs low, IS high and TIME high; there is no tissue class to compare with.',
    flags: ['Agreement: nothing to compare.', 'Neoadjuvant therapy was given before the CT.'],
  },
  {
    of: 'a date that is none',
    facts: {
      ct: { ...ctHighLow, studyDate: '' },
      context: { ...NO_CONTEXT, ctDate: '2026-02-30', specimenDate: '2026-11-01' },
    },
    sentence:
      'CT predicts TSR high, TILs low, IS high and TIME high; there is no tissue class to compare with.',
    flags: ['Agreement: nothing to compare.'],
  },
  {
    of: 'several flags together, the gravest first',
    facts: {
      ct: {
        ...ctWith({ tsr: [0.52, 0.5], tils: [0.9, 0.5, demonstration] }),
        warnings: ['The slices are 1 mm thick; the method was made for 5 mm.'],
      },
      immune: immuneWith({ tsr: 0.46, tils: 2 }),
      slides: [slideWith('CD3', '20261101', { coverage: said(0.5) })],
      notShown: [other({ version: 2 })],
      decisions: [decided('tils', 'rejected', { reason: '' })],
    },
    sentence:
      'Tissue of 2026-11-01 shows TSR low; CT of 2026-11-01 predicts TSR high; CT and tissue differ in TSR.',
    flags: [
      'Agreement: 0 of 1 compared items are concordant.',
      'CT, TILs: predicted by networks trained on generated data only; left out of conclusion and agreement.',
      'CT, TSR: the probability 0.520 is within 0.05 of the threshold 0.500.',
      'Tissue, TSR: the ratio 0.460 is within 0.05 of the cut-off 0.5.',
      'CD3, S26-1, 2026-11-01: tissue analysed / tissue asked for is 0.500, below 0.95.',
      'TILs: rejected by Weiss, Jan, 2026-11-22 09:30.',
      'CT prediction (Tumour): version 1 is shown; version 2 is stored too.',
      'CT: The slices are 1 mm thick; the method was made for 5 mm.',
    ],
  },
];
