import { createHash, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { TimescopeError } from '@timescope/core/errors';
import { sha256Hex } from '@timescope/core/sha256';
import { writeWhole } from '../store/writeWhole';
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
  const [A, B] = await Promise.all(SEATS.map(name => readSeat(seatFile(folder, address, name))));
  return { ...(A && { A }), ...(B && { B }) };
}

/** @returns false when somebody has taken the seat meanwhile. */
export const takeSeat = (folder: string, seat: Seat): Promise<boolean> =>
  writeNew(seatFile(folder, seat, seat.seat), JSON.stringify(seat));

export const writeSeat = (folder: string, seat: Seat): Promise<void> =>
  writeWhole(seatFile(folder, seat, seat.seat), JSON.stringify(seat));

/** Names come from hashes only: nothing that a request says reaches a path. */
function seatFile(folder: string, { study, series }: ReadingAddress, name: SeatName): string {
  return path.join(folder, sha256Hex(`${study} ${series}`), `${name}.json`);
}

/** A damaged file is never taken for an empty seat: another reader would get it. */
async function readSeat(file: string): Promise<Seat | undefined> {
  const text = await readFile(file, 'utf8').catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
    throw thrown;
  });
  if (text === undefined) return undefined;
  const seat = parsed(text);
  if (seat) return seat;
  throw damagedSeat();
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
