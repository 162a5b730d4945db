import type { PixelRect } from '@timescope/core/raster';
import { fillAnnotation } from '@timescope/extension-ihc-scoring/pipeline/annotations/fillAnnotation';
import { ringEdges } from '@timescope/extension-ihc-scoring/pipeline/annotations/ringEdges';
import type { Rings } from '@timescope/extension-ihc-scoring/pipeline/annotations/ringGrid';
import { regionOf } from '@timescope/extension-ihc-scoring/pipeline/region';
import type { WorkingFrame } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';
import type { MatrixSize } from './drawnLabels';
import type { DrawnObjects } from './drawnObjects';

/** Nuclei by place, and where a pixel without one is known to be background: in drawn regions alone. */
export interface OutlinedNuclei {
  /** The number of the nucleus at each pixel, from 1; 0 outside all. */
  numbersIn(at: PixelRect): Uint16Array;
  /** 1 in a region and in nothing that is to be left out. */
  knownIn(at: PixelRect): Uint8Array;
}

/** @returns undefined without nuclei or without a region around them */
export function outlinedNuclei(
  { nuclei, limits }: DrawnObjects,
  { matrixStep: step }: WorkingFrame,
  matrix: MatrixSize,
): OutlinedNuclei | undefined {
  if (nuclei.length === 0 || !limits.some(({ role }) => role === 'region')) return undefined;
  const region = regionOf(limits, matrix);
  const byBlock = blocksOf(nuclei);
  return {
    numbersIn: at => {
      const numbers = new Uint16Array(at.width * at.height);
      nucleiNear(byBlock, at, step).forEach((place, index) => {
        fillAnnotation(ringEdges(nuclei[place] ?? []), { at, step }, index + 1, numbers);
      });
      return numbers;
    },
    knownIn: at => {
      const known = new Uint8Array(at.width * at.height);
      region.mark({ at, step }, known);
      return known;
    },
  };
}

/** Edge of the blocks that nuclei are looked up in, matrix pixels: a slide has a million. Ours. */
const BLOCK = 256;

/** Places of the nuclei whose box touches a block, by its name. */
type NucleiByBlock = ReadonlyMap<string, readonly number[]>;

function blocksOf(nuclei: readonly Rings[]): NucleiByBlock {
  const blocks = new Map<string, number[]>();
  nuclei.forEach((rings, place) => {
    const xs = rings.flat().map(({ x }) => x);
    const ys = rings.flat().map(({ y }) => y);
    const [left, right] = [Math.min(...xs), Math.max(...xs)];
    const [upper, lower] = [Math.min(...ys), Math.max(...ys)];
    for (const name of blockNames(left, upper, right, lower)) {
      const block = blocks.get(name) ?? [];
      block.push(place);
      blocks.set(name, block);
    }
  });
  return blocks;
}

/** In the order of the file: of two that overlap the later one lies over the other. */
function nucleiNear(blocks: NucleiByBlock, at: PixelRect, step: WorkingFrame['matrixStep']): number[] {
  const names = blockNames(
    at.x * step.x,
    at.y * step.y,
    (at.x + at.width) * step.x,
    (at.y + at.height) * step.y,
  );
  const near = new Set(names.flatMap(name => blocks.get(name) ?? []));
  return [...near].sort((a, b) => a - b);
}

function blockNames(left: number, upper: number, right: number, lower: number): string[] {
  const names: string[] = [];
  for (let y = Math.floor(upper / BLOCK); y <= Math.floor(lower / BLOCK); y++)
    for (let x = Math.floor(left / BLOCK); x <= Math.floor(right / BLOCK); x++) names.push(`${x} ${y}`);
  return names;
}
