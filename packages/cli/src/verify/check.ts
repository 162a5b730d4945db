import { adviceOf } from '@timescope/core/errors';

/** One thing that was looked at, and what came out, in a sentence. */
export interface Check {
  readonly outcome: 'ok' | 'differs' | 'refused' | 'not checked';
  readonly says: string;
}

export const ok = (says: string): Check => ({ outcome: 'ok', says });
export const differs = (says: string): Check => ({ outcome: 'differs', says });
/** Of what cannot be used at all; says what to do. */
export const refused = (thrown: unknown, what: string): Check => ({
  outcome: 'refused',
  says: `${what}: ${adviceOf(thrown)}`,
});
export const notChecked = (says: string): Check => ({ outcome: 'not checked', says });

/** The first few of a list, for a sentence. */
export function someOf(names: readonly string[]): string {
  const [first, second, third, ...more] = names;
  const shown = [first, second, third].filter(name => name !== undefined).join(', ');
  return more.length === 0 ? shown : `${shown} and ${String(more.length)} more`;
}
