/**
 * sRGB as a small ICC profile of version 4 (ICC.1:2010), written from the numbers of IEC 61966-2-1: primaries adapted
 * to D50 and the curve as a parametric function.
 */
export function srgbProfile(): ArrayBuffer {
  const tags = profileTags();
  const tableEnd = 128 + 4 + 12 * tags.length;
  const size = tags.reduce((sum, [, body]) => sum + body.byteLength, tableEnd);
  const profile = new Uint8Array(size);
  profile.set(header(size));
  const view = new DataView(profile.buffer);
  view.setUint32(128, tags.length);
  let at = tableEnd;
  tags.forEach(([signature, body], index) => {
    const entry = 132 + 12 * index;
    writeAscii(profile, entry, signature);
    view.setUint32(entry + 4, at);
    view.setUint32(entry + 8, body.byteLength);
    profile.set(body, at);
    at += body.byteLength;
  });
  return profile.buffer;
}

function profileTags(): readonly (readonly [string, Uint8Array])[] {
  const curve = parametricCurve(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);
  return [
    ['desc', localizedText('sRGB')],
    ['cprt', localizedText('No copyright, use freely')],
    ['wtpt', xyz(0.9642, 1, 0.8249)],
    [
      'chad',
      fixedNumbers(
        'sf32',
        [1.04788, 0.02292, -0.05019, 0.02959, 0.99048, -0.01707, -0.00923, 0.01508, 0.75168],
      ),
    ],
    ['rXYZ', xyz(0.43607, 0.22249, 0.01392)],
    ['gXYZ', xyz(0.38515, 0.71687, 0.09708)],
    ['bXYZ', xyz(0.14307, 0.06061, 0.7141)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
}

function header(size: number): Uint8Array {
  const bytes = new Uint8Array(128);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, size);
  view.setUint32(8, 0x04200000);
  writeAscii(bytes, 12, 'mntrRGB XYZ ');
  // A fixed date: the same profile in every file.
  [2026, 1, 1].forEach((part, index) => view.setUint16(24 + 2 * index, part));
  writeAscii(bytes, 36, 'acsp');
  bytes.set(xyz(0.9642, 1, 0.8249).subarray(8), 68);
  return bytes;
}

const xyz = (x: number, y: number, z: number): Uint8Array => fixedNumbers('XYZ ', [x, y, z]);

function parametricCurve(...parameters: readonly number[]): Uint8Array {
  // Function type 3: a power with a linear start.
  return fixedNumbers('para', [3, ...parameters]);
}

/** A tag of signed 15.16 fixed-point numbers; the function type of a curve has the same place and width as one. */
function fixedNumbers(type: string, values: readonly number[]): Uint8Array {
  const body = new Uint8Array(8 + 4 * values.length);
  writeAscii(body, 0, type);
  const view = new DataView(body.buffer);
  values.forEach((value, index) => {
    view.setInt32(8 + 4 * index, Math.round(value * 65536));
  });
  return body;
}

/** A multi-localised text with one American English record, padded to four bytes. */
function localizedText(text: string): Uint8Array {
  const length = 28 + 2 * text.length;
  const body = new Uint8Array(length + (length % 4));
  const view = new DataView(body.buffer);
  writeAscii(body, 0, 'mluc');
  view.setUint32(8, 1);
  view.setUint32(12, 12);
  writeAscii(body, 16, 'enUS');
  view.setUint32(20, 2 * text.length);
  view.setUint32(24, 28);
  Array.from(text).forEach((letter, index) => view.setUint16(28 + 2 * index, letter.charCodeAt(0)));
  return body;
}

function writeAscii(bytes: Uint8Array, at: number, text: string): void {
  Array.from(text).forEach((letter, index) => (bytes[at + index] = letter.charCodeAt(0)));
}
