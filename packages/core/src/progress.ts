/** A long call reports how far it is: `done` of `total` units of the named stage. */
export interface Progress {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
}

export type ReportProgress = (progress: Progress) => void;
