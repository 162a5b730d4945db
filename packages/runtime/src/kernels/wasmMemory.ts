import type { KernelMemory } from '@timescope/core/nucleusKernels';

/** Bytes of one page of WebAssembly memory. */
const PAGE = 65_536;

/** The memory of the kernels: views that live as long as the tile size, and room for one operation at a time. */
export interface WasmMemory extends KernelMemory {
  /** Address of a view that this memory gave out. */
  readonly at: (view: ArrayBufferView) => number;
  /** Room for one operation behind the views, free again when the next one asks. */
  readonly room: () => Room;
}

export interface Room {
  /** Address of `bytes` bytes, with any content. */
  readonly take: (bytes: number) => number;
  /** Address of a copy of the values as 32-bit floats. */
  readonly floatsOf: (values: ArrayLike<number>) => number;
  readonly bytesOf: (values: Uint8Array) => number;
  readonly intsOf: (values: Int32Array) => number;
  /** A copy of what an operation wrote. */
  readonly countsAt: (address: number, length: number) => Uint32Array<ArrayBuffer>;
  readonly doublesAt: (address: number, length: number) => Float64Array;
  /** What an operation wrote, for as long as no other asks for room. */
  readonly bytesAt: (address: number, length: number) => Uint8Array;
}

/** @param start Address of the first byte that the compiled code does not use itself. */
export function wasmMemory(memory: WebAssembly.Memory, start: number): WasmMemory {
  let top = aligned(start);
  const taken = (bytes: number) => {
    const at = top;
    top = aligned(top + bytes);
    requireRoom(memory, top);
    return at;
  };
  return {
    // As much again for the operations, and 16 MB for the rows of a low, wide tile: pages that nobody writes to cost nothing.
    reset: bytes => {
      top = aligned(start);
      growTo(memory, top + 2 * bytes + 256 * PAGE);
    },
    floats: length => new Float32Array(memory.buffer, taken(4 * length), length),
    ints: length => new Int32Array(memory.buffer, taken(4 * length), length),
    bytes: length => new Uint8Array(memory.buffer, taken(length), length),
    at: view => addressOf(memory, view),
    room: () => roomFrom(memory, top),
  };
}

function roomFrom(memory: WebAssembly.Memory, from: number): Room {
  let top = from;
  const take = (bytes: number) => {
    const at = top;
    top = aligned(top + bytes);
    requireRoom(memory, top);
    return at;
  };
  return {
    take,
    floatsOf: values => {
      const at = take(4 * values.length);
      new Float32Array(memory.buffer, at, values.length).set(values);
      return at;
    },
    bytesOf: values => {
      const at = take(values.length);
      new Uint8Array(memory.buffer, at, values.length).set(values);
      return at;
    },
    intsOf: values => {
      const at = take(4 * values.length);
      new Int32Array(memory.buffer, at, values.length).set(values);
      return at;
    },
    countsAt: (address, length) => new Uint32Array(memory.buffer, address, length).slice(),
    doublesAt: (address, length) => new Float64Array(memory.buffer, address, length).slice(),
    bytesAt: (address, length) => new Uint8Array(memory.buffer, address, length),
  };
}

const aligned = (address: number): number => Math.ceil(address / 16) * 16;

function growTo(memory: WebAssembly.Memory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
}

/** Growing here would cut off every view given out. */
function requireRoom(memory: WebAssembly.Memory, top: number): void {
  if (top > memory.buffer.byteLength)
    throw new RangeError(
      `The kernels' memory holds ${memory.buffer.byteLength} bytes and ${top} are needed: reset it for the largest tile.`,
    );
}

function addressOf(memory: WebAssembly.Memory, view: ArrayBufferView): number {
  if (view.buffer !== memory.buffer)
    throw new RangeError("An image lies outside the kernels' memory: take it from floats, ints or bytes.");
  return view.byteOffset;
}
