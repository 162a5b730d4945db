import type * as OrtWeb from 'onnxruntime-web/wasm';
import { assetUrl } from './assets';

/** Runs work, one piece after the other where the engine wants that. */
export type InTurn = <Value>(work: () => Promise<Value>) => Promise<Value>;

export interface WebGpu {
  readonly ort: typeof OrtWeb;
  /** The graphics adapter in the browser's words. */
  readonly adapter: string;
  readonly inTurn: InTurn;
}

let opened: Promise<WebGpu> | undefined;

/**
 * onnxruntime's build for WebGPU, 17 MB from beside the bundle, fetched when it is first asked for.
 * @throws Error with a clause that says what the browser lacks
 */
export function webGpu(): Promise<WebGpu> {
  opened ??= open().catch((thrown: unknown) => {
    opened = undefined;
    throw thrown;
  });
  return opened;
}

async function open(): Promise<WebGpu> {
  const adapter = await requireAdapter();
  // A file of its own and no import of the bundle: whoever does not ask for it does not load it.
  const ort = (await import(assetUrl('ort/ort.jspi.bundle.min.mjs'))) as typeof OrtWeb;
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = { wasm: assetUrl('ort/ort-wasm-simd-threaded.jspi.wasm') };
  return { ort, adapter, inTurn: oneAfterTheOther() };
}

/** What we use of the browser's WebGPU; TypeScript does not know it yet. */
interface Gpu {
  requestAdapter(): Promise<{
    readonly info: { readonly vendor: string; readonly architecture: string };
  } | null>;
}

async function requireAdapter(): Promise<string> {
  const { gpu } = (globalThis as { navigator?: { readonly gpu?: Gpu } }).navigator ?? {};
  if (!gpu) throw new Error('the browser has no WebGPU');
  if (!('Suspending' in WebAssembly)) throw new Error('the browser cannot suspend WebAssembly (JSPI)');
  const adapter = await gpu.requestAdapter();
  if (!adapter) throw new Error('the browser offers no graphics adapter');
  return `${adapter.info.vendor} ${adapter.info.architecture}`.trim() || 'an adapter without a name';
}

/** A suspended run keeps the engine's stack: no other may begin before it has ended. */
function oneAfterTheOther(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return work => {
    const next = last.then(work, work);
    last = next;
    return next;
  };
}
