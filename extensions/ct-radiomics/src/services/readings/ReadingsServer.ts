import { TimescopeError, type ErrorCode } from '@timescope/core/errors';
import { strings } from '../../strings';
import type { OutlineDraft } from '../outlineDraft';

/** The CT series that two readers outline. */
export interface ReadingAddress {
  readonly study: string;
  readonly series: string;
}

export type SeatName = 'A' | 'B';

/** What our server says of a reading (packages/server/src/readings). */
export interface ReadingState {
  readonly state: 'none' | 'open' | 'oneSigned' | 'bothSigned';
  readonly seats: readonly { readonly seat: SeatName; readonly hasSigned: boolean }[];
  readonly you?: { readonly seat: SeatName; readonly revision: number; readonly hasSigned: boolean };
}

export interface SignedOutline {
  readonly seat: SeatName;
  readonly reader: string;
  /** ISO 8601. */
  readonly signedAt: string;
  readonly outline: OutlineDraft;
}

/** Where sealed outlines are kept. Every call rejects with a TimescopeError. */
export interface ReadingsServer {
  /** Undefined: this server keeps no readings. */
  state(address: ReadingAddress, key: string | undefined): Promise<ReadingState | undefined>;
  join(address: ReadingAddress, key: string, reader: string): Promise<ReadingState>;
  own(
    address: ReadingAddress,
    key: string,
  ): Promise<{ readonly revision: number; readonly outline: OutlineDraft | undefined }>;
  save(address: ReadingAddress, key: string, revision: number, outline: OutlineDraft): Promise<void>;
  sign(address: ReadingAddress, key: string, revision: number): Promise<ReadingState>;
  opened(address: ReadingAddress): Promise<readonly SignedOutline[]>;
}

/** @param origin without a slash at its end; default: the server that served this page. */
export function readingsServer(origin = ''): ReadingsServer {
  const ask = (address: ReadingAddress, path: string, key: string | undefined, request: RequestInit) =>
    asked(`${origin}/timescope/readings/${address.study}/${address.series}${path}`, key, request);
  return {
    state: async (address, key) => {
      const answer = await ask(address, '', key, {});
      const isOurs = answer.headers.get('content-type')?.includes('json') === true;
      if (answer.status === 404 || (answer.ok && !isOurs)) return undefined;
      return (await contentOf(answer)) as ReadingState;
    },
    join: async (address, key, reader) =>
      (await contentOf(await ask(address, '/seat', key, put({ reader })))) as ReadingState,
    own: async (address, key) => {
      const own = (await contentOf(await ask(address, '/outline', key, {}))) as OwnAnswer;
      return { revision: own.revision, outline: own.outline && draftOfAnswer(own.outline) };
    },
    save: async (address, key, revision, outline) => {
      await contentOf(
        await ask(address, '/outline', key, put({ revision, outline: answerOfDraft(outline) })),
      );
    },
    sign: async (address, key, revision) =>
      (await contentOf(await ask(address, '/signature', key, put({ revision })))) as ReadingState,
    opened: async address => {
      const content = await contentOf(await ask(address, '/outlines', undefined, {}));
      const { outlines } = content as { outlines: (Omit<SignedOutline, 'outline'> & { outline: Sent })[] };
      return outlines.map(signed => ({ ...signed, outline: draftOfAnswer(signed.outline) }));
    },
  };
}

/** Runs travel as plain numbers. */
type Sent = Omit<OutlineDraft, 'slices' | 'set'> & {
  readonly slices: readonly { readonly sopInstanceUid: string; readonly runs: readonly number[] }[];
};

interface OwnAnswer {
  readonly revision: number;
  readonly outline?: Sent;
}

const answerOfDraft = ({ version, savedAt, columns, rows, slices }: OutlineDraft): Sent => ({
  ...{ version, savedAt, columns, rows },
  slices: slices.map(slice => ({ ...slice, runs: [...slice.runs] })),
});

const draftOfAnswer = (sent: Sent): OutlineDraft => ({
  ...sent,
  slices: sent.slices.map(slice => ({ ...slice, runs: Uint32Array.from(slice.runs) })),
});

/** Browsers let a request of this size outlive the page that sent it: the last stroke before a tab is closed. */
const OUTLIVES_PAGE = 60_000;

function put(body: object): RequestInit {
  const text = JSON.stringify(body);
  const headers = { 'content-type': 'application/json' };
  return { method: 'PUT', headers, body: text, keepalive: text.length < OUTLIVES_PAGE };
}

async function asked(address: string, key: string | undefined, request: RequestInit): Promise<Response> {
  const headers = {
    ...(request.headers as Record<string, string> | undefined),
    ...(key !== undefined && { 'x-timescope-key': key }),
  };
  try {
    return await fetch(address, { ...request, headers });
  } catch (cause) {
    throw notAnswered(cause);
  }
}

async function contentOf(answer: Response): Promise<unknown> {
  const content: unknown = await answer.json().catch(notAnswered);
  if (answer.ok) return content;
  const { error } = content as { error?: { code: ErrorCode; message: string; nextStep?: string } };
  if (!error || answer.status >= 500) throw notAnswered(undefined);
  throw new TimescopeError(error.code, error.message, { nextStep: error.nextStep ?? '' });
}

const notAnswered = (cause: unknown) =>
  new TimescopeError('HTTP', strings.readingsNoAnswer, {
    kind: 'retryable',
    nextStep: strings.readingsNoAnswerNext,
    cause,
  });
