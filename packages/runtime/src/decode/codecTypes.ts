/** What we use of the codecs' emscripten modules. Objects live in wasm memory until `delete`. */
export interface WasmCodec {
  /** The message of a C++ exception, which arrives as a number or an object of emscripten. */
  readonly getExceptionMessage?: (thrown: unknown) => unknown;
}

export type WasmCodecFactory = (options: {
  print(): void;
  printErr(): void;
  locateFile?: (file: string) => string;
}) => Promise<unknown>;

export interface FrameInfo {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
  readonly isSigned?: boolean;
}

interface WasmDecoder {
  /** A view of wasm memory into which the stream is copied. */
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  /** A view of wasm memory; gone after `delete`. */
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): FrameInfo;
  delete(): void;
}

export type J2KDecoder = WasmDecoder;

export interface JpegLsDecoder extends WasmDecoder {
  /** 0: a plane a colour, 1: line by line, 2: pixel by pixel (as stored; decoded 1 and 2 are pixel by pixel). */
  getInterleaveMode(): number;
}
