import type { CompleteRows } from './completeRows';

/** Values of the options of `timescope stats`, by name without dashes. */
export type StatOptions = Readonly<Record<string, string | undefined>>;

/** What a statistic gives: keys of the document, reasons of those that are null, and the picture on request. */
export interface StatAnswer {
  readonly document: Readonly<Record<string, unknown>>;
  readonly notEvaluable?: Readonly<Record<string, string>>;
  readonly warnings?: readonly string[];
  /** Lines for people. */
  readonly said: readonly string[];
  readonly plot?: (() => string) | undefined;
}

/** One statistic of the command line. */
export interface Statistic {
  /** What stands behind its name in the usage. */
  readonly usage: string;
  /** Columns that it reads with these options. @throws TimescopeError for a wrong call */
  readonly columns: (options: StatOptions) => readonly string[];
  readonly answer: (rows: CompleteRows, options: StatOptions) => StatAnswer;
}
