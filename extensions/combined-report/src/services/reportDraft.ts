import type { Entries } from './reportState';

/** Entries that are not stored yet, kept in this browser. */
export interface ReportDraft extends Entries {
  /** SOP Instance UID of the stored report that they continue; empty: of none. */
  readonly continues: string;
}
