import { NO_CONTEXT } from '@timescope/core/report/contextFields';
import { immuneWith, slideWith } from '../../../harness/reportFacts';
import { ctHighLow, type Rule } from './ruleParts';

const RESULT =
  'predicts TSR high, TILs low, IS high and TIME high; there is no tissue class to compare with.';
const sentence = `CT of 2026-11-01 ${RESULT}`;
const nothing = 'Agreement: nothing to compare.';

/** Dates that lie far apart, are known only from scans, or cannot all be so. */
export const dateRules: readonly Rule[] = [
  {
    of: 'a specimen of which only the scan is dated, half a year after the CT',
    facts: { ct: { ...ctHighLow, studyDate: '20260504' }, slides: [slideWith('Ki-67', '20261101')] },
    sentence: `CT of 2026-05-04 ${RESULT}`,
    flags: [
      nothing,
      'CT and specimen lie far apart: specimen 181 days after the CT, by the date of the scan of the slide.',
    ],
  },
  {
    of: 'a specimen before the CT, and therapy between the two',
    facts: {
      ct: ctHighLow,
      context: { ...NO_CONTEXT, specimenDate: '2026-10-31', neoadjuvant: 'given between CT and specimen' },
    },
    sentence,
    flags: [
      nothing,
      'Neoadjuvant therapy was given between CT and specimen.',
      'Check the dates: the specimen is not after the CT, and therapy is typed as given between the two.',
    ],
  },
  {
    of: 'a slide that was scanned before its specimen was taken',
    facts: {
      ct: ctHighLow,
      slides: [slideWith('Ki-67', '20261101')],
      context: { ...NO_CONTEXT, specimenDate: '2026-11-02' },
    },
    sentence,
    flags: [
      nothing,
      'Check the dates: Ki-67, S26-1, 2026-11-01 was scanned before the specimen was taken as typed (2026-11-02).',
    ],
  },
  {
    of: 'a typed specimen long before every scan and before the CT',
    facts: {
      ct: ctHighLow,
      slides: [slideWith('Ki-67', '20261101'), slideWith('CD73', '20261115')],
      context: { ...NO_CONTEXT, specimenDate: '2025-11-01' },
    },
    sentence,
    flags: [
      nothing,
      'CT and specimen lie far apart: specimen 365 days before the CT.',
      'Check the dates: the specimen was taken as typed (2025-11-01) 365 days before the first slide was scanned.',
    ],
  },
  {
    of: 'a typed date of the CT that is not that of its study',
    facts: { ct: ctHighLow, context: { ...NO_CONTEXT, ctDate: '2026-11-02' } },
    sentence,
    flags: [
      nothing,
      'Check the dates: the CT was made on 2026-11-02 as typed, and its study is of 2026-11-01.',
    ],
  },
  {
    of: 'tissue of two days, of which the later gives the classes and the first the interval',
    facts: {
      ct: { ...ctHighLow, studyDate: '20260105' },
      immune: immuneWith({ tsr: 0.7 }, { studyDate: '20260302' }),
      earlierImmune: [immuneWith({ tsr: 0.4 }, { studyDate: '20260119' })],
    },
    sentence:
      'Tissue of 2026-03-02 shows TSR high; CT of 2026-01-05 predicts TSR high, TILs low, IS high and TIME high; CT and tissue agree in TSR.',
    flags: [
      'Agreement: 1 of 1 compared items are concordant.',
      'The tissue result is of the slides of 2026-03-02; there are slides of 2026-01-19 too, and "CT to specimen" is counted to 2026-01-19.',
    ],
  },
];
