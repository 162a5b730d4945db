import { immuneWith, said, slideWith } from '../../../harness/reportFacts';
import { type Rule } from './ruleParts';

/** What slides say of themselves. */
export const slideRules: readonly Rule[] = [
  {
    of: 'a low coverage',
    facts: {
      immune: immuneWith({ tsr: 0.7 }),
      slides: [slideWith('CD3', '20261101', { coverage: said(0.8649) }), slideWith('CD8', '20261101')],
    },
    sentence: 'Tissue shows TSR high; there is no CT prediction to compare with.',
    flags: [
      'Agreement: nothing to compare.',
      'CD3, S26-1, 2026-11-01: tissue analysed / tissue asked for is 0.865, below 0.95.',
    ],
  },
  {
    of: 'a coverage that is just enough',
    facts: {
      immune: immuneWith({ tsr: 0.7 }),
      slides: [slideWith('CD3', '20261101', { coverage: said(0.95) })],
    },
    sentence: 'Tissue shows TSR high; there is no CT prediction to compare with.',
    flags: ['Agreement: nothing to compare.'],
  },
  {
    of: 'a score that the reader signed otherwise',
    facts: {
      slides: [
        slideWith('CD8', '20261101', {
          overridden: {
            score: 'hScore.tumour',
            measured: '143.2727272727',
            signed: '150',
            reason: 'Necrosis counted',
          },
        }),
      ],
    },
    sentence: 'Neither tissue nor CT gives a class of TSR, TILs, IS or TIME.',
    flags: [
      'Agreement: nothing to compare.',
      'CD8, S26-1, 2026-11-01: the reader signed H-score, tumour as 150 in place of the measured 143.3: Necrosis counted.',
    ],
  },
];
