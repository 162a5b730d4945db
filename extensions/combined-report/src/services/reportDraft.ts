import type { Entries } from './reportState';

/** SOP Instance UIDs of the results that were shown when entries were made. */
export interface MadeOn {
  readonly madeOn: readonly string[];
}

/** Entries that are not stored yet, kept in this browser. */
export interface ReportDraft extends MadeOn {
  readonly entries: Entries;
  /** SOP Instance UID of the stored report that they continue; empty: of none. */
  readonly continues: string;
}
