import { TimescopeError } from '@timescope/core/errors';
import type { PixelSource, PyramidLevel } from '@timescope/core/pixelSource';
import type { PixelRect } from '@timescope/core/raster';
import { meanMpp } from '@timescope/core/workingLevel';
import { WORKING_MPP } from './detection/detectNuclei';

/**
 * The grid on which cells are found: 0.5 um/px, counted from the slide's top left corner, whatever level it is sampled
 * from and however it is cut into tiles.
 */
export interface WorkingFrame {
  readonly levelIndex: number;
  readonly level: PyramidLevel;
  /** The level of full resolution; results of before do not hold it. */
  readonly finest?: PyramidLevel;
  /** Level pixels per working pixel. */
  readonly levelStep: { readonly x: number; readonly y: number };
  /** Matrix (full-resolution) pixels per working pixel. */
  readonly matrixStep: { readonly x: number; readonly y: number };
  readonly width: number;
  readonly height: number;
}

/** Nuclei cannot be told apart on coarser pixels (an objective of 5x). Ours. */
const COARSEST_MPP = 2;

/**
 * The level whose spacing (geometric mean of both axes) is nearest to 0.5 um/px by ratio, and the working grid on it.
 * @throws TimescopeError TOO_COARSE
 */
export const workingFrame = (source: Pick<PixelSource, 'levels'>): WorkingFrame =>
  frameOf(source, WORKING_MPP);

/** The same with another spacing. @throws TimescopeError TOO_COARSE */
export function frameOf(source: Pick<PixelSource, 'levels'>, mpp: number): WorkingFrame {
  const levelIndex = nearestLevel(source.levels, mpp);
  const level = levelAt(source, levelIndex);
  requireFineEnough(level);
  const finest = levelAt(source, 0);
  const levelStep = { x: mpp / level.mpp.x, y: mpp / level.mpp.y };
  return {
    levelIndex,
    level,
    finest,
    levelStep,
    matrixStep: { x: mpp / finest.mpp.x, y: mpp / finest.mpp.y },
    width: Math.max(1, Math.floor(level.width / levelStep.x)),
    height: Math.max(1, Math.floor(level.height / levelStep.y)),
  };
}

function requireFineEnough(level: PyramidLevel): void {
  const mpp = meanMpp(level);
  if (mpp <= COARSEST_MPP) return;
  throw new TimescopeError(
    'TOO_COARSE',
    `The finest usable level has ${Number(mpp.toPrecision(3))} um/px; cells need at most ${COARSEST_MPP}, better ${WORKING_MPP} um/px.`,
    { nextStep: 'Choose the slide with its full-resolution level, or scan it at 20x.' },
  );
}

/** @throws RangeError when the slide has no such level. */
export function levelAt(source: Pick<PixelSource, 'levels'>, index: number): PyramidLevel {
  const level = source.levels[index];
  if (!level) throw new RangeError(`The slide has no level ${index}.`);
  return level;
}

/** The rectangle and `margin` pixels around it, within the working grid. */
export function withMargin(rect: PixelRect, margin: number, frame: WorkingFrame): PixelRect {
  const x = Math.max(0, rect.x - margin);
  const y = Math.max(0, rect.y - margin);
  return {
    x,
    y,
    width: Math.min(frame.width, rect.x + rect.width + margin) - x,
    height: Math.min(frame.height, rect.y + rect.height + margin) - y,
  };
}

function nearestLevel(levels: readonly PyramidLevel[], mpp: number): number {
  const ratio = (level: PyramidLevel) => Math.max(meanMpp(level) / mpp, mpp / meanMpp(level));
  let best = 0;
  levels.forEach((level, index) => {
    const current = levels[best];
    if (current && ratio(level) < ratio(current)) best = index;
  });
  return best;
}
