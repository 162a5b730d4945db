import type { CaseOutcome } from './workCase';

/** Tries of a case whose surroundings fail (archive busy, disk full); four minutes in all. Ours. */
const TRIES = 10;
/** Tries of a case whose process dies. Ours. */
const TRIES_LOST = 3;
/** The first pause in milliseconds, which doubles. Ours. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60_000;

export type Failed = Extract<CaseOutcome, { kind: 'failed' }>;

/**
 * How long to wait before the next try, in milliseconds; undefined when there is none. An archive that was busy twice
 * takes no try from a process that is lost later, nor the other way round.
 * @param tries so far that ended as this one did, at least 1
 * @param random 0 to 1, spreads the tries of many cases
 */
export function pauseBefore({ again }: Failed, tries: number, random = Math.random()): number | undefined {
  const most = { never: 1, later: TRIES, lost: TRIES_LOST }[again];
  if (tries >= most) return undefined;
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (tries - 1)) * (0.5 + random);
}
