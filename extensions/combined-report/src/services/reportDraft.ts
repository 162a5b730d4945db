import type { RowDecision } from '@timescope/core/report/reportDocument';
import type { Entries } from './reportState';

/** SOP Instance UIDs of the results that were shown when entries were made. */
export interface MadeOn {
  readonly madeOn: readonly string[];
}

/** Decisions on results that are not shown now: they come back where these are shown again. */
export interface SetAside extends MadeOn {
  readonly decisions: readonly RowDecision[];
}

/** Entries that are not stored yet, kept in this browser. */
export interface ReportDraft extends MadeOn {
  readonly entries: Entries;
  /** Absent in a draft of an earlier version. */
  readonly setAside?: readonly SetAside[];
  /** SOP Instance UID of the stored report that they continue; empty: of none. */
  readonly continues: string;
}
