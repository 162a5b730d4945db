/**
 * Where wasm and models lie. In a browser: beside the bundle that this file is part of, so that the plugins work from
 * any address and nothing is fetched from elsewhere. In node the files come from disk.
 */
export const isNode =
  !('window' in globalThis) && !('WorkerGlobalScope' in globalThis) && 'process' in globalThis;

/** The address of a file beside the bundle, such as `ort/ort-wasm-simd-threaded.wasm` or `models/NAME/card.json`. */
export function assetUrl(file: string): string {
  return new URL(`./${file}`, import.meta.url).href;
}
