import { TimescopeError } from '@timescope/core/errors';

/** An error that says which of several inputs it is about. */
export async function saidOf<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof TimescopeError)) throw thrown;
    const { code, kind, nextStep, fields } = thrown;
    throw new TimescopeError(code, `${what}: ${thrown.message}`, { kind, nextStep, fields, cause: thrown });
  }
}
