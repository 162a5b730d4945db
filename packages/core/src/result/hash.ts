import { canonicalJson } from '../canonicalJson';
import { sha256Hex } from '../sha256';
import type { ScoreResult } from './scoreResult';

/** What the hash takes of each cell; arrays run over cells, positions x, y, x, y in matrix pixels. */
export interface HashedCells {
  readonly count: number;
  readonly centroids: Float32Array;
  readonly dabMean: Float32Array;
  readonly areaUm2: Float32Array;
  readonly grade: Uint8Array;
}

/**
 * The score hash: SHA-256 of canonical JSON of what the score rests on. Positions are rounded to a tenth of a matrix
 * pixel, optical densities to four digits, nuclear areas to a hundredth of a square micrometre, tissue areas to a square
 * micrometre. Time, software version, file names and the slide's digest stay out: the same pixels in another file give
 * the same hash. The order in which cells were found does not matter.
 */
export function scoreHash(result: Omit<ScoreResult, 'hash'>, cells: HashedCells): string {
  const { provenance, coverage } = result;
  return sha256Hex(
    canonicalJson({
      version: result.version,
      marker: result.marker,
      status: result.status,
      gradeCounts: result.gradeCounts,
      cells: cellDigest(cells),
      analysedUm2: Math.round(coverage.analysedMm2 * 1e6),
      requestedUm2: Math.round(coverage.requestedMm2 * 1e6),
      method: provenance.method,
      thresholds: provenance.thresholds,
      white: provenance.white,
      stainVectors: provenance.stainVectors,
      workingMpp: provenance.workingMpp,
      region: rounded(provenance.region),
      tier: provenance.tier,
    }),
  );
}

/** Five 32-bit numbers a cell (little-endian), sorted by row, column, darkness and area. */
function cellDigest(cells: HashedCells): string {
  const at = (values: ArrayLike<number>, index: number, scale: number) =>
    Math.round((values[index] ?? 0) * scale);
  const rows = Array.from({ length: cells.count }, (_, cell) => [
    at(cells.centroids, 2 * cell + 1, 10),
    at(cells.centroids, 2 * cell, 10),
    at(cells.dabMean, cell, 1e4),
    at(cells.areaUm2, cell, 100),
    at(cells.grade, cell, 1),
  ]);
  rows.sort((a, b) => a.reduce((order, value, k) => order || value - (b[k] ?? 0), 0));
  const bytes = new DataView(new ArrayBuffer(cells.count * 20));
  rows.flat().forEach((value, index) => bytes.setInt32(4 * index, value, true));
  return sha256Hex(new Uint8Array(bytes.buffer));
}

function rounded(region: ScoreResult['provenance']['region']) {
  if (typeof region === 'string') return region;
  return region.map(([x, y]) => [Math.round(x * 10) / 10, Math.round(y * 10) / 10] as const);
}
