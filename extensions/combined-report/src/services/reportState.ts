import type { ChosenVersions } from '@timescope/core/report/chosenVersions';
import type { ContextFields } from '@timescope/core/report/contextFields';
import type { PatientIdentity } from '@timescope/core/report/patientIdentity';
import type { PatientCandidate } from '@timescope/core/report/patientResults';
import type { ReportDocument, RowDecision } from '@timescope/core/report/reportDocument';
import type { ReportFacts } from '@timescope/core/report/reportFacts';
import type { PatientVersion } from '@timescope/core/report/resultGroups';
import type { ReportDraft, SetAside } from './reportDraft';

/** What the page shows. */
export type Stage =
  | { readonly kind: 'idle' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'failed'; readonly message: string }
  /** The patient has no stored result of ours. */
  | { readonly kind: 'none'; readonly studies: number }
  /** The identity is ambiguous: only a reader knows who is meant. */
  | {
      readonly kind: 'asking';
      readonly candidates: readonly PatientCandidate[];
      /** Whom the opened study names. */
      readonly opened: PatientIdentity;
    }
  | { readonly kind: 'open'; readonly open: OpenReport };

/** The report of one patient, with all that a reader may change in it. */
export interface OpenReport {
  readonly person: PatientCandidate;
  /** The reader chose this person among others of the same ID. */
  readonly isChosen: boolean;
  readonly chosen: ChosenVersions;
  readonly facts: ReportFacts;
  readonly entries: Entries;
  /** The stored report that the entries came from. */
  readonly continues: PatientVersion | undefined;
  /** Nothing was changed since. */
  readonly isAsStored: boolean;
  readonly made: Making;
  readonly document: ReportDocument;
  readonly setAside: readonly SetAside[];
  /** The reader is to be told of those. */
  readonly haveDecisionsGone: boolean;
  /** What this browser keeps that continues another stored report than the newest. */
  readonly leftBehind: ReportDraft | undefined;
}

/** When, as ISO 8601, and by whom; nobody: an empty text. */
export interface Making {
  readonly at: string;
  readonly reader: string;
}

/** What a reader chose, typed and decided. */
export interface Entries {
  readonly context: ContextFields;
  readonly decisions: readonly RowDecision[];
  /** SOP Instance UIDs of the results that are to be shown instead of the usual ones. */
  readonly wanted: readonly string[];
  /** Of results that are to be left out. */
  readonly without: readonly string[];
}

export interface ReportState {
  readonly stage: Stage;
  /** Other versions are being fetched. */
  readonly isFetching: boolean;
  /** What went wrong while the report stayed on screen. */
  readonly problem: string | undefined;
}

export const NOTHING_OPEN: ReportState = {
  stage: { kind: 'idle' },
  isFetching: false,
  problem: undefined,
};
