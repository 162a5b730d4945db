import { TimescopeError } from '@timescope/core/errors';

/** 0 ok, 10 partial, 20 rejected input, 30 retryable, 2 wrong usage; 1 is a fault of ours. */
export const EXIT_USAGE = 2;
export const EXIT_PARTIAL = 10;
export const EXIT_REJECTED = 20;
export const EXIT_RETRYABLE = 30;

const byKind = { rejected: EXIT_REJECTED, retryable: EXIT_RETRYABLE, usage: EXIT_USAGE } as const;

export function exitCodeOf(thrown: unknown): number {
  if (thrown instanceof TimescopeError) return byKind[thrown.kind];
  // node:util's parseArgs throws these for options it does not know; a full disk is said by whatever writes.
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code === 'ENOSPC') return EXIT_RETRYABLE;
  return code.startsWith('ERR_PARSE_ARGS') ? EXIT_USAGE : 1;
}
