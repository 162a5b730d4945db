import type { ImmuneFacts, SlideFacts } from '@timescope/core/report/reportFacts';
import { immuneWith, said, slideWith } from '../../../harness/reportFacts';
import { type Rule } from './ruleParts';

const ofCd3 = (inputDigest: string, scoreHash: string): Partial<ImmuneFacts> => ({
  measured: [{ marker: 'CD3', inputDigest, scoreHash }],
});
const cd3 = (more: Partial<SlideFacts>): SlideFacts => slideWith('CD3', '20261101', more);

/** What slides say of themselves, and whether the immune indices are of them. */
export const slideRules: readonly Rule[] = [
  {
    of: 'a low coverage',
    facts: {
      immune: immuneWith({ tsr: 0.7 }),
      slides: [slideWith('CD3', '20261101', { coverage: said(0.8649) }), slideWith('CD8', '20261101')],
    },
    sentence: 'Tissue of 2026-11-01 shows TSR high; there is no CT prediction to compare with.',
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
    sentence: 'Tissue of 2026-11-01 shows TSR high; there is no CT prediction to compare with.',
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
  {
    of: 'immune indices of the very scores that are shown',
    facts: {
      immune: immuneWith({ tsr: 0.7 }, ofCd3('a', 's')),
      slides: [cd3({ inputDigest: 'a', scoreHash: 's' })],
    },
    sentence: 'Tissue of 2026-11-01 shows TSR high; there is no CT prediction to compare with.',
    flags: ['Agreement: nothing to compare.'],
  },
  {
    of: 'immune indices of other scores of the slide than are shown',
    facts: {
      immune: immuneWith({ tsr: 0.7 }, ofCd3('a', 's')),
      slides: [cd3({ inputDigest: 'a', scoreHash: 't' })],
    },
    sentence: 'Tissue of 2026-11-01 shows TSR high; there is no CT prediction to compare with.',
    flags: [
      'Agreement: nothing to compare.',
      'CD3, S26-1, 2026-11-01: the immune indices were not computed from the scores that are shown.',
    ],
  },
  {
    of: 'immune indices of another slide of the stain',
    facts: {
      immune: immuneWith({ tsr: 0.7 }, ofCd3('b', 's')),
      slides: [cd3({ inputDigest: 'a', scoreHash: 's' })],
    },
    sentence: 'Tissue of 2026-11-01 shows TSR high; there is no CT prediction to compare with.',
    flags: [
      'Agreement: nothing to compare.',
      'Immune indices: computed from another CD3 slide than the one that is shown.',
    ],
  },
  {
    of: 'older immune indices that name no scores, and scores that were saved after them',
    facts: {
      immune: immuneWith({ tsr: 0.7 }, ofCd3('a', '')),
      slides: [
        cd3({
          inputDigest: 'a',
          scoreHash: 's',
          source: { ...cd3({}).source, savedAt: '2026-11-20T10:00:01' },
        }),
        slideWith('CD8', '20261101'),
      ],
    },
    sentence: 'Tissue of 2026-11-01 shows TSR high; there is no CT prediction to compare with.',
    flags: [
      'Agreement: nothing to compare.',
      'CD3, S26-1, 2026-11-01: the immune indices were not computed from the scores that are shown.',
    ],
  },
];
