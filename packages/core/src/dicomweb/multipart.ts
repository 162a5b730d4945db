import { TimescopeError } from '../errors';

/** One part of a multipart/related message (RFC 2387). */
export interface Part {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const newline = Uint8Array.of(13, 10);
const blankLine = Uint8Array.of(13, 10, 13, 10);

/**
 * The parts of a multipart message. Bytes are not copied.
 * @throws TimescopeError HTTP when the content type names no boundary or the message is cut off.
 */
export function parseMultipart(message: Uint8Array, contentType: string): readonly Part[] {
  const delimiter = new TextEncoder().encode(`--${boundaryOf(contentType)}`);
  const parts: Part[] = [];
  let at = indexOf(message, delimiter, 0);
  while (at >= 0) {
    const start = at + delimiter.length;
    if (message[start] === 45 && message[start + 1] === 45) return parts;
    const end = nextDelimiter(message, delimiter, start);
    if (end < 0) break;
    parts.push(partOf(message.subarray(start + newline.length, end - newline.length)));
    at = end;
  }
  throw broken('The multipart message is cut off or its boundary is missing.');
}

/** The boundary parameter of a content type, with or without quotation marks. */
export function boundaryOf(contentType: string): string {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (name === undefined) throw broken('The multipart message does not name its boundary.');
  return name;
}

/** A delimiter stands at the beginning of a line and ends with a line or with two hyphens. */
function nextDelimiter(message: Uint8Array, delimiter: Uint8Array, from: number): number {
  for (let at = indexOf(message, delimiter, from); at >= 0; at = indexOf(message, delimiter, at + 1)) {
    const after = message[at + delimiter.length];
    const begins = message[at - 2] === 13 && message[at - 1] === 10;
    if (begins && (after === 13 || after === 45)) return at;
  }
  return -1;
}

function partOf(bytes: Uint8Array): Part {
  if (bytes[0] === 13 && bytes[1] === 10) return { headers: {}, body: bytes.subarray(newline.length) };
  const end = indexOf(bytes, blankLine, 0);
  if (end < 0) throw broken('A part of the multipart message has no end of its headers.');
  const lines = new TextDecoder().decode(bytes.subarray(0, end)).split('\r\n');
  const headers = lines.map(line => {
    const [name = '', ...value] = line.split(':');
    return [name.trim().toLowerCase(), value.join(':').trim()] as const;
  });
  return { headers: Object.fromEntries(headers), body: bytes.subarray(end + blankLine.length) };
}

/** First position at or after `from`, or -1. */
function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1))
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  return -1;
}

function broken(message: string): TimescopeError {
  return new TimescopeError('HTTP', message, {
    kind: 'retryable',
    nextStep: 'Ask again; if it stays so, the server or a proxy in between is at fault.',
  });
}

/** The bytes between which a multipart message's bodies stand. */
export const partHead = (boundary: string, headers: Readonly<Record<string, string>>): Uint8Array =>
  new TextEncoder().encode(
    `--${boundary}\r\n${Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n`,
  );

export const partEnd = (): Uint8Array => newline;

export const messageEnd = (boundary: string): Uint8Array => new TextEncoder().encode(`--${boundary}--\r\n`);
