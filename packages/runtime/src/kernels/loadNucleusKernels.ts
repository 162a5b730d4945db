import type { FasterKernels } from '@timescope/core/nucleusKernels';
import { assetUrl, isNode } from '../assets';
import { cellKernels } from './cellKernels';
import type { CompiledKernels } from './compiledKernels';
import { imageKernels } from './imageKernels';
import { labelKernels } from './labelKernels';
import { resampleKernel } from './resampleKernel';
import { shapeKernels } from './shapeKernels';
import { wasmMemory } from './wasmMemory';

/**
 * The compiled operations, for the thread that calls. Give them to `nucleusKernels`; without WebAssembly SIMD, or where
 * its file cannot be read, undefined: the TypeScript twins then run, slower and with the same bits.
 */
export async function loadNucleusKernels(): Promise<FasterKernels | undefined> {
  const binary = await wasmBytes().catch(() => undefined);
  if (!binary || !WebAssembly.validate(binary)) return undefined;
  const { instance } = await WebAssembly.instantiate(binary);
  return kernelsOf(instance);
}

function kernelsOf(instance: WebAssembly.Instance): FasterKernels {
  // The file is ours and was built from the sources beside it; a test holds both to each other.
  const compiled = instance.exports as unknown as CompiledKernels;
  const memory = wasmMemory(compiled.memory, compiled.__heap_base.value);
  const { reset, floats, ints, bytes } = memory;
  return {
    engine: 'typescript + wasm-simd',
    reset,
    floats,
    ints,
    bytes,
    ...imageKernels(compiled, memory),
    ...shapeKernels(compiled, memory),
    ...labelKernels(compiled, memory),
    ...cellKernels(compiled, memory),
    ...resampleKernel(compiled, memory),
  };
}

async function wasmBytes(): Promise<Uint8Array<ArrayBuffer>> {
  const url = assetUrl('kernels/nucleusKernels.wasm');
  if (isNode) {
    const { readFile } = await import('node:fs/promises');
    return Uint8Array.from(await readFile(new URL(url)));
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
