import { TimescopeError, type ErrorCode } from '@timescope/core/errors';

/** The code of the error that a call throws; undefined when it throws none of ours. */
export function refusal(call: () => unknown): ErrorCode | undefined {
  try {
    call();
  } catch (thrown) {
    if (thrown instanceof TimescopeError) return thrown.code;
  }
  return undefined;
}
