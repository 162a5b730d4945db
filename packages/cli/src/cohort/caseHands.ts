import type { ErrorCode } from '@timescope/core/errors';
import type { KeyParts } from './caseKey';

/** A case's command and its arguments, with the folder for its results. */
export interface CaseTask {
  readonly command: string;
  readonly argv: readonly string[];
  /** The case's key when it was submitted, and what it was made of; older cohorts have the key alone. */
  readonly key: string;
  readonly parts?: KeyParts;
}

/** How one run of a command ended. */
export type RunEnd =
  | { readonly kind: 'ended'; readonly exitCode: number; readonly error?: RunError }
  /** The process that ran it is gone: a crash, too much memory, too much time. */
  | { readonly kind: 'lost'; readonly reason: string }
  | { readonly kind: 'stopped' };

export interface RunError {
  readonly code: ErrorCode | 'INTERNAL';
  readonly message: string;
}

/** Runs one case at a time, apart from the thread that talks to the queue. */
export interface CaseHands {
  run(task: CaseTask, context: RunContext): Promise<RunEnd>;
  close(): void;
}

export interface RunContext {
  readonly signal: AbortSignal;
  /** The stage as the command says it, like "cells 30 %". */
  readonly onStage: (stage: string) => void;
}
