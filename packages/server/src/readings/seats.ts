import { createHash, timingSafeEqual } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { TimescopeError } from '@timescope/core/errors';
import { sha256Hex } from '@timescope/core/sha256';
import { writeNew } from './writeNew';

/** The CT series that two readers outline. */
export interface ReadingAddress {
  readonly study: string;
  readonly series: string;
}

export const SEATS = ['A', 'B'] as const;
export type SeatName = (typeof SEATS)[number];

/** One reader's place in a reading, as it lies on the disk; the outline only sealed. */
export interface Seat {
  readonly version: 1;
  readonly seat: SeatName;
  readonly study: string;
  readonly series: string;
  readonly reader: string;
  /** SHA-256 of the reader's key: the key itself is nowhere on the server. */
  readonly keyDigest: string;
  /** Counts the versions of the outline; 0 before the first. */
  readonly revision: number;
  readonly sealed?: string;
  /** ISO 8601; once there, nothing of this seat changes any more. */
  readonly signedAt?: string;
}

export type Seats = Readonly<Partial<Record<SeatName, Seat>>>;

export async function readSeats(folder: string, address: ReadingAddress): Promise<Seats> {
  const [A, B] = await Promise.all(SEATS.map(name => readSeat(folderOf(folder, address), name)));
  return { ...(A && { A }), ...(B && { B }) };
}

/**
 * Every write is a file of its own that nobody replaces, so of two writers, also of two servers, one is first.
 * @returns false when somebody has written this seat meanwhile: read it again.
 */
export async function writeSeat(root: string, seat: Seat): Promise<boolean> {
  const folder = folderOf(root, seat);
  const write = writeOf(seat);
  if (!(await writeNew(path.join(folder, fileOf(seat.seat, write)), JSON.stringify(seat)))) return false;
  const known = await writesIn(folder, seat.seat);
  if (Math.max(...known) >= write + KEPT_WRITES) {
    // This writer slept so long that the file it lost to is removed already.
    await rm(path.join(folder, fileOf(seat.seat, write)), { force: true });
    return false;
  }
  const old = known.filter(number => number > 0 && number <= write - KEPT_WRITES);
  await Promise.all(old.map(number => rm(path.join(folder, fileOf(seat.seat, number)), { force: true })));
  return true;
}

/** Ours: a writer that is behind by more than these sees that it is. */
const KEPT_WRITES = 8;

/** Signing is the write after the last version. */
const writeOf = ({ revision, signedAt }: Seat) => revision + (signedAt === undefined ? 0 : 1);

/** Names come from hashes only: nothing that a request says reaches a path. */
const folderOf = (root: string, { study, series }: ReadingAddress) =>
  path.join(root, sha256Hex(`${study} ${series}`));

/** A.json takes the seat and stays; A.1.json and so on are what was written since. */
const fileOf = (name: SeatName, write: number) => `${name}${write === 0 ? '' : `.${String(write)}`}.json`;

async function writesIn(folder: string, name: SeatName): Promise<readonly number[]> {
  const files = await readdir(folder).catch(absent);
  return (files ?? []).flatMap(file => {
    const [, seat, write = '0'] = /^([AB])(?:\.(\d+))?\.json$/.exec(file) ?? [];
    return seat === name ? Number(write) : [];
  });
}

/** A damaged file is never taken for an empty seat: another reader would get it. */
async function readSeat(folder: string, name: SeatName): Promise<Seat | undefined> {
  const writes = await writesIn(folder, name);
  if (writes.length === 0) return undefined;
  const text = await readFile(path.join(folder, fileOf(name, Math.max(...writes))), 'utf8').catch(absent);
  // Removed since it was listed: there are newer ones.
  if (text === undefined) return readSeat(folder, name);
  const seat = parsed(text);
  if (seat) return seat;
  throw damagedSeat();
}

function absent(thrown: unknown): undefined {
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
  throw thrown;
}

export const damagedSeat = (cause?: unknown) =>
  new TimescopeError('TRUNCATED', 'A file of this reading is damaged.', {
    nextStep: 'Ask who runs the server to put it back from a copy: docs/two-readers.md says where it lies.',
    cause,
  });

function parsed(text: string): Seat | undefined {
  try {
    const seat = JSON.parse(text) as Partial<Seat>;
    const isWhole = seat.version === 1 && typeof seat.keyDigest === 'string' && seat.revision !== undefined;
    return isWhole ? (seat as Seat) : undefined;
  } catch {
    return undefined;
  }
}

export function keyDigest({ study, series }: ReadingAddress, key: string): string {
  return createHash('sha256').update(`${study} ${series} ${key}`).digest('hex');
}

export function seatOfKey(seats: Seats, address: ReadingAddress, key: string | undefined): Seat | undefined {
  if (key === undefined) return undefined;
  const digest = Buffer.from(keyDigest(address, key));
  return [seats.A, seats.B].find(seat => {
    const known = Buffer.from(seat?.keyDigest ?? '');
    return known.length === digest.length && timingSafeEqual(known, digest);
  });
}
