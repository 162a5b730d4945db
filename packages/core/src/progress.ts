/** A long call reports how far it is: `done` of `total` units of the named stage. */
export interface Progress {
  readonly stage: string;
  readonly done: number;
  /** 0 where it is not known, as of a download that a server compresses. */
  readonly total: number;
  /** Of a download; parts of the stage where absent. */
  readonly unit?: 'bytes';
}

export type ReportProgress = (progress: Progress) => void;
