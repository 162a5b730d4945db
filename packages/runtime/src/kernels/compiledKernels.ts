type Address = number;

/** What nucleusKernels.wasm exports: the C functions, addresses and numbers in. */
export interface CompiledKernels {
  readonly memory: WebAssembly.Memory;
  readonly __heap_base: WebAssembly.Global<'i32'>;
  stainImages(
    rgb: Address,
    pixels: number,
    tables: Address,
    haematoxylin: Address,
    dab: Address,
    odSum: Address,
    nuclear: Address,
  ): void;
  subtractBackgroundScratch(width: number, height: number, radius: number): number;
  subtractBackground(
    image: Address,
    width: number,
    height: number,
    radius: number,
    scratch: Address,
    out: Address,
  ): void;
  blur(
    image: Address,
    width: number,
    height: number,
    weights: Address,
    reach: number,
    row: Address,
    between: Address,
    out: Address,
  ): void;
  negativeLaplacian(image: Address, width: number, height: number, out: Address): void;
}
