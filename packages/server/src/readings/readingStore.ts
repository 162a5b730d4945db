import { TimescopeError } from '@timescope/core/errors';
import { oneAtATime } from '../oneAtATime';
import { isEmptyOutline, type OutlineContent } from './outlineContent';
import { seal, sealingKey, unseal } from './seal';
import {
  damagedSeat,
  keyDigest,
  readSeats,
  SEATS,
  seatOfKey,
  writeSeat,
  type ReadingAddress,
  type Seat,
  type SeatName,
  type Seats,
} from './seats';
import { serverSecret } from './serverSecret';

/** What every page may know of a reading: who has signed, and with a reader's key which seat is theirs. */
export interface ReadingState {
  readonly state: 'none' | 'open' | 'oneSigned' | 'bothSigned';
  readonly seats: readonly { readonly seat: SeatName; readonly hasSigned: boolean }[];
  readonly you?: { readonly seat: SeatName; readonly revision: number; readonly hasSigned: boolean };
}

export interface OwnOutline {
  readonly revision: number;
  readonly outline: OutlineContent | undefined;
}

export interface SignedOutline {
  readonly seat: SeatName;
  readonly reader: string;
  readonly signedAt: string;
  readonly outline: OutlineContent;
}

/** The sealed outlines of two readers of one CT series, in a folder of their own. */
export interface ReadingStore {
  state(address: ReadingAddress, key?: string): Promise<ReadingState>;
  /** The same key again is the same seat. */
  join(address: ReadingAddress, key: string, reader: string): Promise<ReadingState>;
  own(address: ReadingAddress, key: string): Promise<OwnOutline>;
  /** @param revision one more than the last; the last again with the same outline is no error. */
  save(
    address: ReadingAddress,
    key: string,
    revision: number,
    outline: OutlineContent,
  ): Promise<ReadingState>;
  sign(address: ReadingAddress, key: string, revision: number): Promise<ReadingState>;
  /** @throws TimescopeError NOT_FOUND until both have signed. */
  opened(address: ReadingAddress): Promise<readonly SignedOutline[]>;
}

export async function openReadingStore(folder: string, now = () => new Date()): Promise<ReadingStore> {
  const secret = await serverSecret(folder);
  // Of two requests to this server the second sees what the first has written, and need not try twice.
  const inTurn = oneAtATime();
  const own = async (address: ReadingAddress, key: string) => {
    const seat = seatOfKey(await readSeats(folder, address), address, key);
    if (!seat) throw unknownKey();
    return seat;
  };
  /** @param next undefined: there is nothing to write. */
  const change = (address: ReadingAddress, key: string, next: (seat: Seat) => Seat | undefined) =>
    inTurn(async () => {
      for (;;) {
        const seat = await own(address, key);
        const changed = next(seat);
        if (!changed || (await writeSeat(folder, changed))) return store.state(address, key);
      }
    });
  const store: ReadingStore = {
    state: async (address, key) => stateOf(await readSeats(folder, address), address, key),
    join: (address, key, reader) =>
      inTurn(async () => {
        for (;;) {
          const seats = await readSeats(folder, address);
          if (seatOfKey(seats, address, key)) return store.state(address, key);
          await writeSeat(folder, freeSeat(seats, address, key, reader));
        }
      }),
    own: async (address, key) => {
      const seat = await own(address, key);
      return { revision: seat.revision, outline: outlineOf(secret, seat, key) };
    },
    save: (address, key, revision, outline) =>
      change(address, key, seat => {
        if (isRepeated(outlineOf(secret, seat, key), seat.revision, outline, revision)) return undefined;
        if (seat.signedAt !== undefined) throw frozen();
        if (revision !== seat.revision + 1) throw changedElsewhere();
        const sealed = seal(sealingKey(secret, key), placeOf(seat), JSON.stringify(outline));
        return { ...seat, revision, sealed };
      }),
    sign: (address, key, revision) =>
      change(address, key, seat => {
        if (revision !== seat.revision) throw seat.signedAt === undefined ? changedElsewhere() : frozen();
        return seat.signedAt === undefined ? signed(secret, seat, key, now()) : undefined;
      }),
    opened: async address => {
      const { A, B } = await readSeats(folder, address);
      if (A?.signedAt === undefined || B?.signedAt === undefined) throw stillSealed();
      return [signedOutline(secret, A), signedOutline(secret, B)];
    },
  };
  return store;
}

function stateOf(seats: Seats, address: ReadingAddress, key: string | undefined): ReadingState {
  const taken = SEATS.flatMap(name => seats[name] ?? []);
  const signedSeats = taken.filter(seat => seat.signedAt !== undefined).length;
  const you = seatOfKey(seats, address, key);
  return {
    state:
      taken.length === 0 ? 'none' : ((['open', 'oneSigned', 'bothSigned'] as const)[signedSeats] ?? 'open'),
    seats: taken.map(({ seat, signedAt }) => ({ seat, hasSigned: signedAt !== undefined })),
    ...(you && { you: { seat: you.seat, revision: you.revision, hasSigned: you.signedAt !== undefined } }),
  };
}

function freeSeat(seats: Seats, address: ReadingAddress, key: string, reader: string): Seat {
  const taken = SEATS.flatMap(name => seats[name] ?? []);
  if (taken.some(seat => sameName(seat.reader) === sameName(reader))) throw nameTaken();
  const free = SEATS.find(name => !seats[name]);
  if (free === undefined) throw bothTaken();
  return { version: 1, seat: free, ...address, reader, keyDigest: keyDigest(address, key), revision: 0 };
}

const sameName = (reader: string) => reader.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase();

/** A seat's content opens in its own place only. */
const placeOf = ({ study, series, seat }: Seat) => `${study} ${series} ${seat}`;

/** A draft opens with its reader's key; a signed outline with the server's secret, when the second one has signed. */
function outlineOf(secret: Uint8Array, seat: Seat, key: string): OutlineContent | undefined {
  if (seat.sealed === undefined) return undefined;
  const by = sealingKey(secret, seat.signedAt === undefined ? key : '');
  try {
    return JSON.parse(unseal(by, placeOf(seat), seat.sealed)) as OutlineContent;
  } catch (cause) {
    throw damagedSeat(cause);
  }
}

const isRepeated = (
  known: OutlineContent | undefined,
  knownRevision: number,
  outline: OutlineContent,
  revision: number,
) => revision === knownRevision && JSON.stringify(known) === JSON.stringify(outline);

function signed(secret: Uint8Array, seat: Seat, key: string, at: Date): Seat {
  const outline = outlineOf(secret, seat, key);
  if (!outline || isEmptyOutline(outline)) throw nothingToSign();
  const sealed = seal(sealingKey(secret, ''), placeOf(seat), JSON.stringify(outline));
  return { ...seat, sealed, signedAt: at.toISOString() };
}

function signedOutline(secret: Uint8Array, seat: Seat): SignedOutline {
  const outline = outlineOf(secret, seat, '');
  if (!outline || seat.signedAt === undefined) throw stillSealed();
  return { seat: seat.seat, reader: seat.reader, signedAt: seat.signedAt, outline };
}

const refused = (code: 'NOT_FOUND' | 'CONFLICT' | 'EMPTY_ROI', message: string, nextStep: string) =>
  new TimescopeError(code, message, { kind: 'usage', nextStep });

const unknownKey = () =>
  refused(
    'NOT_FOUND',
    'No reader of this series has this key.',
    'Enter the key that was shown when you began to read.',
  );

const nameTaken = () =>
  refused(
    'CONFLICT',
    'A reader of this name has begun to read this series.',
    'If it is you, enter your key; if not, change your name at the top of the panel.',
  );

const bothTaken = () =>
  refused(
    'CONFLICT',
    'Two readers have begun to read this series.',
    'If you are one of them, enter your key.',
  );

const frozen = () =>
  refused(
    'CONFLICT',
    'You have signed this outline: it does not change any more.',
    'Wait for the other reader.',
  );

const changedElsewhere = () =>
  refused(
    'CONFLICT',
    'This outline was changed in another tab or on another machine.',
    'Reload this page to go on from there; what was drawn here since is not kept.',
  );

const nothingToSign = () =>
  refused(
    'EMPTY_ROI',
    'There is no outline to sign.',
    'Outline the tumour on at least one slice, then sign.',
  );

const stillSealed = () =>
  refused(
    'NOT_FOUND',
    'The outlines are sealed until both readers have signed.',
    'Wait for the other reader.',
  );
