import type { ReportFacts, StoredAlternative } from '@timescope/core/report/reportFacts';
import { ctWith, immuneWith, patientFacts, slideWith } from '../../../harness/reportFacts';

/** What the report of these facts must say, word by word. */
export interface Rule {
  readonly of: string;
  readonly facts: Partial<ReportFacts>;
  readonly sentence: string;
  readonly flags: readonly string[];
}

export const synthetic = { ...patientFacts().patient, synthetic: true };
export const slides = [slideWith('CD3', '20261101'), slideWith('CD8', '20261101')];
export const tissueHighLow = immuneWith({ tsr: 0.62, tils: 1, is: 3, time: 2 });
export const ctHighLow = ctWith({ tsr: [0.9, 0.5], tils: [0.1, 0.5], is: [0.8, 0.5], time: [0.7, 0.4] });
export const demonstration = { demonstration: true };
export const ALL = 'Tissue of 2026-11-01 shows TSR high, TILs low, IS high and TIME high';
export const OPPOSITE = { tsr: [0.1, 0.5], tils: [0.9, 0.5], is: [0.2, 0.5], time: [0.1, 0.4] } as const;

export const other = (more: Partial<StoredAlternative>): StoredAlternative => ({
  kind: 'ct',
  title: 'TIMEscope CT: prediction / Tumour',
  version: 2,
  savedAt: '2026-11-21T08:00:00',
  reader: 'Lund^Anna',
  studyInstanceUid: '1.2.3.1',
  sopInstanceUid: '9.9.9',
  ...more,
});
