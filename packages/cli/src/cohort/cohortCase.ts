import type { KeyParts } from './caseKey';

/** One line of the manifest, ready to run wherever the cohort's folder and its inputs can be reached. */
export interface CohortCase {
  readonly name: string;
  /** Line of the manifest, from 1; 0 of a case that a watcher found. */
  readonly line: number;
  readonly command: string;
  /** The command's arguments without the folder for its results; paths are absolute. */
  readonly argv: readonly string[];
  /** What the manifest carries along for the tables: columns `note.NAME`. */
  readonly notes: Readonly<Record<string, string>>;
  /** SHA-256 of what is measured and how: equal keys give equal results, so one key is run once. */
  readonly key: string;
  /** What the key is made of, so that what was changed can be named; absent in older cohorts. */
  readonly parts?: KeyParts;
}

/** A line that cannot run, and why. */
export interface LeftOutLine {
  readonly line: number;
  readonly name: string;
  readonly reason: string;
}

/** The cohort as it was submitted: what is to be there in the end. Results and queues are compared with it. */
export interface Cohort {
  readonly version: 1;
  /** Names the cohort on a queue; no name of a patient or folder is in it. */
  readonly id: string;
  /** When it was first submitted, ISO 8601. */
  readonly submittedAt: string;
  /** DICOMweb root that the results are stored in, beside the folder. */
  readonly store?: string;
  readonly cases: readonly CohortCase[];
  readonly leftOut: readonly LeftOutLine[];
}

/** case.json beside the results of a finished case. */
export interface CaseRecord {
  readonly name: string;
  readonly key: string;
  readonly command: string;
  /** 0, or 10 where a part of the input could not be used. */
  readonly exitCode: number;
  /** Score hash of the result. */
  readonly hash: string;
  readonly cells: number | null;
  readonly seconds: number;
  /** ISO 8601. */
  readonly finishedAt: string;
  readonly worker: string;
  /** SHA-256 of every file of the result. */
  readonly files: Readonly<Record<string, string>>;
}

/** Why a case has no result yet. */
export interface FailureMark {
  readonly code: string;
  readonly reason: string;
  /** Tries so far. */
  readonly tries: number;
  /** Of these tries those in which the process that measured was lost. */
  readonly lost: number;
  /** Nobody tries again until somebody asks for it. */
  readonly isFinal: boolean;
  readonly at: string;
}

/** What a worker is busy with; rewritten while it is. */
export interface RunningMark {
  readonly worker: string;
  readonly since: string;
  readonly stage: string;
}
