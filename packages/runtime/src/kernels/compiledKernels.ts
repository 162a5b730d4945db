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
  laplacianOfBlur(
    image: Address,
    width: number,
    height: number,
    weights: Address,
    reach: number,
    scratch: Address,
    out: Address,
  ): void;
  climbToPeaks(
    response: Address,
    width: number,
    height: number,
    mostSteps: number,
    steps: Address,
    peak: Address,
  ): void;
  keepBasins(
    peak: Address,
    response: Address,
    image: Address,
    pixels: number,
    minPeak: number,
    minMean: number,
    basinOf: Address,
    basins: Address,
    mask: Address,
  ): void;
  fillHoles(
    mask: Address,
    width: number,
    height: number,
    mostPixels: number,
    mostEdge: number,
    runs: Address,
    columns: Address,
  ): void;
  squaredDistance(
    mask: Address,
    width: number,
    height: number,
    rowsAway: Address,
    row: Address,
    out: Address,
  ): void;
  splitByShape(
    squared: Address,
    width: number,
    height: number,
    least: number,
    ofRadius: number,
    mostEdge: number,
    mostSteps: number,
    runs: Address,
    sorted: Address,
    starts: Address,
    order: Address,
    partOf: Address,
    boxes: Address,
    steps: Address,
    labels: Address,
  ): void;
  refineMask(mask: Address, fine: Address, width: number, height: number, out: Address): void;
  fillNotches(labels: Address, width: number, height: number, out: Address): void;
  relabel(parts: Address, width: number, height: number, runs: Address, out: Address): number;
  areas(labels: Address, pixels: number, count: number, sizes: Address): void;
  measureLabels(
    labels: Address,
    width: number,
    height: number,
    count: number,
    images: Address,
    imageCount: number,
    areas: Address,
    firstPixels: Address,
    left: Address,
    right: Address,
    spans: Address,
    x: Address,
    y: Address,
    sums: Address,
  ): void;
  ringMeans(
    image: Address,
    labels: Address,
    grown: Address,
    pixels: number,
    count: number,
    ring: Address,
    counts: Address,
    whole: Address,
    darker: Address,
  ): void;
  renumber(labels: Address, pixels: number, renumbered: Address): void;
  growLabels(
    labels: Address,
    width: number,
    height: number,
    reach: number,
    keys: Address,
    row: Address,
    out: Address,
  ): number;
  membraneBands(
    image: Address,
    nuclei: Address,
    cells: Address,
    width: number,
    height: number,
    reach: number,
    left: number,
    upper: number,
    right: number,
    lower: number,
    count: number,
    scratch: Address,
    sum: Address,
    pixels: Address,
    tenth: Address,
  ): void;
  tallyPixels(
    dab: Address,
    cells: Address,
    isCounted: Address,
    counts: Address,
    compartments: Address,
    width: number,
    x: number,
    y: number,
    columns: number,
    rows: number,
    weak: number,
    moderate: number,
    strong: number,
    all: Address,
    within: Address,
  ): void;
  outlines(
    labels: Address,
    width: number,
    height: number,
    starts: Address,
    areas: Address,
    count: number,
    longest: number,
    scratch: Address,
    corners: Address,
    offsets: Address,
    points: Address,
  ): number;
  resampleRgb(
    patch: Address,
    patchWidth: number,
    firstColumn: Address,
    weights: Address,
    columns: number,
    firstRow: Address,
    rowWeight: Address,
    rows: number,
    sampled: Address,
    out: Address,
  ): void;
}
