import { joinedBytes } from '../joinedBytes';
import { littleEndian } from '../dicom/write/explicitElement';

/**
 * Plain data with typed arrays as bytes: the length of a JSON text, the text, and the arrays one after another, each at a
 * multiple of 8. In the text an array is `{"$": [kind, begin, length]}`. Equal data give equal bytes. Members without a
 * value are left out.
 */
export function packedState(state: unknown): Uint8Array {
  const arrays: Uint8Array[] = [];
  let end = 0;
  const json = JSON.stringify(state, (_, value: unknown) => {
    const kind = kindOf(value);
    if (kind === undefined || !ArrayBuffer.isView(value)) return value;
    const bytes = littleEndian(value);
    const padded = new Uint8Array(8 * Math.ceil(bytes.length / 8));
    padded.set(bytes);
    arrays.push(padded);
    const begin = end;
    end += padded.length;
    return { $: [kind, begin, bytes.length] };
  });
  const text = new TextEncoder().encode(json);
  const head = new Uint8Array(8 * Math.ceil((4 + text.length) / 8));
  new DataView(head.buffer).setUint32(0, text.length, true);
  head.set(text, 4);
  return joinedBytes([head, ...arrays]);
}

/** @throws SyntaxError for bytes that packedState did not write. */
export function unpackedState(bytes: Uint8Array): unknown {
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  const arrays = bytes.subarray(8 * Math.ceil((4 + length) / 8));
  const text = new TextDecoder().decode(bytes.subarray(4, 4 + length));
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('$' in value) || !Array.isArray(value.$))
      return value;
    const [kind, begin, size] = value.$ as [string, number, number];
    const make = KINDS[kind];
    if (!make) throw new SyntaxError(`The state holds an array of the unknown kind ${kind}.`);
    // A copy, also of what node calls a Buffer, whose slices share their memory.
    return make(new Uint8Array(arrays.subarray(begin, begin + size)).buffer);
  });
}

const KINDS: Readonly<Record<string, (bytes: ArrayBuffer) => ArrayBufferView>> = {
  Float64Array: bytes => new Float64Array(bytes),
  Float32Array: bytes => new Float32Array(bytes),
  Uint32Array: bytes => new Uint32Array(bytes),
  Int32Array: bytes => new Int32Array(bytes),
  Uint16Array: bytes => new Uint16Array(bytes),
  Int16Array: bytes => new Int16Array(bytes),
  Uint8Array: bytes => new Uint8Array(bytes),
};

function kindOf(value: unknown): string | undefined {
  if (!ArrayBuffer.isView(value)) return undefined;
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1);
  return kind in KINDS ? kind : undefined;
}
