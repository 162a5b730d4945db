import { threeAggregations } from './aggregations';
import { DIRECTIONS, FLAT_DIRECTIONS, neighbourOffsets } from './directions';
import { slicesOf, type GreyLevels } from './discretise';
import { renamed, type Features } from './featureTable';
import { neighbourhoods, type Neighbourhoods } from './neighbourhood.kernel';

/** Voxels of each level, and the sums of their differences from their neighbours' mean. */
interface Tones {
  readonly counts: Float64Array;
  readonly differences: Float64Array;
}

/** IBSI 3.10, neighbourhood grey tone differences in three aggregations (tags with `ngt_`). */
export function ngtdm(levels: GreyLevels): Features {
  const offsets = [FLAT_DIRECTIONS, DIRECTIONS].map(directions => neighbourOffsets(levels, directions));
  const all = threeAggregations(
    { slices: slicesOf(levels), voxels: levels.voxels },
    (voxels, isFlat): Tones => {
      const around = neighbourhoods(levels, voxels, offsets[isFlat ? 0 : 1] ?? new Int32Array());
      return { counts: around.accompanied, differences: around.differences };
    },
    addTones,
    ngtdmFeatures,
  );
  return renamed(all, 'ngt_');
}

/** In the volume as PyRadiomics counts: voxels without a neighbour are counted, with difference 0. */
export const volumeNgtdm = ({ all, differences }: Neighbourhoods): Features =>
  ngtdmFeatures({ counts: all, differences }) ?? {};

function addTones(all: readonly Tones[]): Tones {
  const sum = (part: (tones: Tones) => Float64Array) => {
    const total = new Float64Array(all[0] ? part(all[0]).length : 0);
    for (const tones of all) part(tones).forEach((value, at) => (total[at] = (total[at] ?? 0) + value));
    return total;
  };
  return { counts: sum(tones => tones.counts), differences: sum(tones => tones.differences) };
}

/** A flat region has coarseness 1,000,000 (IBSI 3.10.1) and 0 for the other four. */
function ngtdmFeatures({ counts, differences }: Tones): Features | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  const rows = Array.from(counts, (count, at) => ({
    i: at + 1,
    p: count / total,
    s: differences[at] ?? 0,
  })).filter(({ p }) => p > 0);
  const pairs = (f: (a: Tone, b: Tone) => number) =>
    rows.reduce((sum, a) => rows.reduce((inner, b) => inner + f(a, b), sum), 0);
  const change = rows.reduce((sum, { p, s }) => sum + p * s, 0);
  const difference = rows.reduce((sum, { s }) => sum + s, 0);
  const spread = pairs((a, b) => Math.abs(a.i * a.p - b.i * b.p));
  const contrast = pairs((a, b) => a.p * b.p * (a.i - b.i) ** 2) / (rows.length * (rows.length - 1));
  return {
    coarseness: change === 0 ? 1e6 : 1 / change,
    contrast: rows.length === 1 ? 0 : (contrast * difference) / total,
    busyness: spread === 0 ? 0 : change / spread,
    complexity: pairs((a, b) => (Math.abs(a.i - b.i) * (a.p * a.s + b.p * b.s)) / (a.p + b.p)) / total,
    strength: difference === 0 ? 0 : pairs((a, b) => (a.p + b.p) * (a.i - b.i) ** 2) / difference,
  };
}

interface Tone {
  readonly i: number;
  readonly p: number;
  readonly s: number;
}
