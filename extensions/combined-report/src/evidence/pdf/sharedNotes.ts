/** What several values have in common is printed once, below them, behind a sign. */
export interface SharedNotes {
  /** Undefined where it is no one else's. */
  readonly signOf: (detail: string) => string | undefined;
  /** Sign and words. */
  readonly lines: readonly string[];
}

/**
 * @param details what is said beside the values of one table
 * @param nextSign of the whole report: a sign stands for one note wherever its words are printed
 * @param below which of them are printed below though nobody shares them
 */
export function sharedNotes(
  details: readonly string[],
  nextSign: () => string,
  below: readonly string[] = [],
): SharedNotes {
  const shared = [
    ...new Set(details.filter((each, k) => details.indexOf(each) !== k || below.includes(each))),
  ];
  const signs = new Map(shared.map(each => [each, nextSign()]));
  return {
    signOf: detail => signs.get(detail),
    lines: shared.map(each => `${signs.get(each) ?? ''} ${each}`),
  };
}

export const NO_NOTES: SharedNotes = { signOf: () => undefined, lines: [] };

/** The signs of one report, raised so that none is read as a part of a number: a to z without q, then aa to zz. */
export function numberedSigns(): () => string {
  let given = 0;
  return () => {
    const letter = LETTERS.charAt(given % LETTERS.length);
    return letter.repeat(1 + Math.floor(given++ / LETTERS.length));
  };
}

const LETTERS =
  '\u1d43\u1d47\u1d9c\u1d48\u1d49\u1da0\u1d4d\u02b0\u2071\u02b2\u1d4f\u02e1\u1d50' +
  '\u207f\u1d52\u1d56\u02b3\u02e2\u1d57\u1d58\u1d5b\u02b7\u02e3\u02b8\u1dbb';
