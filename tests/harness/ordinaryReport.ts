import { composeReport } from '@timescope/core/report/composeReport';
import type { ReportDocument } from '@timescope/core/report/reportDocument';
import type { ReportFacts } from '@timescope/core/report/reportFacts';
import { ctWith, decided, immuneWith, patientFacts, said, slideWith } from './reportFacts';

const auc = (value: number) => ({
  value,
  data: '51 patients held back',
  source: { report: '1.2.3', item: '1.1' },
});

/** One CT, the CD3 and CD8 indices and one marker at two dates: what a report usually is made of. */
export const ordinaryFacts = (more: Partial<ReportFacts> = {}): ReportFacts =>
  patientFacts({
    ct: ctWith(
      {
        tsr: [0.731, 0.52, { auc: auc(0.84) }],
        tils: [0.412, 0.48, { auc: auc(0.81) }],
        is: [0.66, 0.5, { auc: auc(0.79) }],
        time: [
          0.63,
          0.451,
          { auc: auc(0.772), map: { sopInstanceUid: '1.2.3.8', seriesInstanceUid: '1.2.3.9' } },
        ],
      },
      { derivedTime: said(2), derivedTimeClass: said('high') },
    ),
    immune: immuneWith({ tsr: 0.61, tils: 2, is: 3, time: 3 }, { studyDate: '20261101' }),
    earlierImmune: [earlierImmune],
    slides: [
      slideWith('Ki-67', '20260902'),
      slideWith('Ki-67', '20261101', {
        hScore: { whole: said(60), tumour: said(85), stroma: said(38) },
        signed: { reader: 'Lund^Anna', at: '2026-11-20T11:05:00', version: 2 },
      }),
    ],
    context: {
      t: 'cT3',
      n: 'cN1a',
      m: 'cM0',
      msi: 'MSS',
      specimenDate: '2026-11-03',
      ctDate: '2026-10-21',
      neoadjuvant: 'none',
      remarks: 'Second opinion asked for.',
    },
    decisions: [decided('tsr', 'accepted'), decided('tils', 'amended', { class: 'high', amends: 'ct' })],
    ...more,
  });

const before = immuneWith({ tsr: 0.48, tils: 1, is: 1, time: 0 });
const earlierImmune = {
  ...before,
  studyDate: '20260902',
  source: { ...before.source, sopInstanceUid: '1.2.4.1', seriesInstanceUid: '1.2.4.2' },
};

export const reportOf = (facts: ReportFacts): ReportDocument =>
  composeReport(facts, { madeAt: '2026-11-22T10:15:00', reader: 'Weiss^Jan' });
