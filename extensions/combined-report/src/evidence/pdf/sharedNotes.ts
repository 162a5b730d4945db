/** What several values have in common is printed once, below them, behind a sign. */
export interface SharedNotes {
  /** Undefined where it is no one else's. */
  readonly signOf: (detail: string) => string | undefined;
  /** Sign and words. */
  readonly lines: readonly string[];
}

/** @param details what is said beside the values of one table */
export function sharedNotes(details: readonly string[]): SharedNotes {
  const shared = [...new Set(details.filter((each, k) => details.indexOf(each) !== k))];
  const signs = new Map(shared.map((each, k) => [each, signAt(k)]));
  return {
    signOf: detail => signs.get(detail),
    lines: shared.map(each => `${signs.get(each) ?? ''} ${each}`),
  };
}

const SIGNS = ['*', '\u2020', '\u2021', '\u00a7', '\u00b6'] as const;

/** Doubled, then tripled, when they run out. */
const signAt = (k: number): string =>
  (SIGNS[k % SIGNS.length] ?? '').repeat(1 + Math.floor(k / SIGNS.length));
