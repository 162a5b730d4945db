/** Defined terms of Specific Character Set (PS3.3 C.12.1.1.2) and the names by which TextDecoder knows them. */
const encodings: Readonly<Record<string, string>> = {
  '': 'iso-8859-1',
  '6': 'iso-8859-1',
  '100': 'iso-8859-1',
  '101': 'iso-8859-2',
  '109': 'iso-8859-3',
  '110': 'iso-8859-4',
  '144': 'iso-8859-5',
  '127': 'iso-8859-6',
  '126': 'iso-8859-7',
  '138': 'iso-8859-8',
  '148': 'windows-1254',
  '13': 'shift_jis',
  '166': 'windows-874',
  '192': 'utf-8',
  '87': 'iso-2022-jp',
  '159': 'iso-2022-jp',
  '149': 'euc-kr',
  '58': 'gb18030',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

/** ESC and its intermediate and final bytes (ISO 2022); iso-2022-jp reads them itself, the others must not see them. */
// eslint-disable-next-line no-control-regex
const escapeSequences = /\u001b[\x20-\x2f]+[\x30-\x7e]/g;

export type DecodeText = (bytes: Uint8Array) => string;

/**
 * How the text of a data set with these values of Specific Character Set is read. With code extensions the last
 * multi-byte set named decides. A file that declares no set is read as Latin-1, so that no byte is lost.
 */
export function textDecoder(characterSets: readonly string[]): DecodeText {
  const encoding =
    [...characterSets].reverse().map(encodingOf).find(Boolean) ?? encodings[''] ?? 'iso-8859-1';
  const decoder = new TextDecoder(encoding);
  if (encoding === 'iso-2022-jp') return bytes => decoder.decode(bytes);
  return bytes => decoder.decode(bytes).replace(escapeSequences, '');
}

function encodingOf(term: string): string | undefined {
  return encodings[term.trim().replace(/^(ISO_IR|ISO 2022 IR) ?/, '')];
}
