/** A reader at another machine: asks as the page does and gives the status beside the answer. */
export function readingClient(url: string, key?: string, series = '1.2/1.2.30') {
  const root = `${url}/timescope/readings/${series}`;
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(root + path, {
      method,
      headers: {
        ...(key !== undefined && { 'x-timescope-key': key }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Answer };
  };
  return {
    state: () => ask('GET', ''),
    join: (reader: string) => ask('PUT', '/seat', { reader }),
    own: () => ask('GET', '/outline'),
    save: (revision: number, outline: unknown) => ask('PUT', '/outline', { revision, outline }),
    sign: (revision: number) => ask('PUT', '/signature', { revision }),
    opened: () => ask('GET', '/outlines'),
  };
}

/** Anna and Ben, who have each taken a seat. */
export async function bothBegin(url: string) {
  const [anna, ben] = [readingClient(url, KEY_OF_ANNA), readingClient(url, KEY_OF_BEN)];
  await anna.join('Anna');
  await ben.join('Ben');
  return { anna, ben };
}

export interface Answer {
  readonly state?: string;
  readonly seats?: readonly { seat: string; hasSigned: boolean }[];
  readonly you?: { seat: string; revision: number; hasSigned: boolean };
  readonly revision?: number;
  readonly outline?: unknown;
  readonly outlines?: readonly { seat: string; reader: string; outline: unknown }[];
  readonly error?: { code: string; message: string; nextStep?: string };
}

export const KEY_OF_ANNA = 'AAAAA-AAAAA-AAAAA-AAAAA';
export const KEY_OF_BEN = 'BBBBB-BBBBB-BBBBB-BBBBB';
export const KEY_OF_CARL = 'CCCCC-CCCCC-CCCCC-CCCCC';

/** Numbers that nothing else on the server holds. */
export const outlineOf = (first: number, length = 4321) => ({
  version: 1,
  savedAt: 5,
  columns: 512,
  rows: 512,
  slices: [{ sopInstanceUid: '1.2.3.1', runs: [first, length] }],
});
