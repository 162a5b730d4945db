import type { PyramidLevel } from '@timescope/core/pixelSource';
import type { ScoreRequest } from '../scoreRequest';
import { classicalOf } from './nucleiChoice';
import { presets } from './presets';
import type { Preset } from './preset';

/** Of those measured on human outlines, beside the classical detector, the best (docs/validation.md). */
export const USUAL_NETWORK = 'nuclei-unet-small';

/**
 * Images up to this are small: a photograph, a field, a core. Ours: a network takes some seconds for each million pixels of
 * 0.5 um, a quarter of a minute for 1 mm2 in a browser's one thread, and most of an hour for a slide.
 */
export const SMALL_MM2 = 1;

/** What the choice hangs on. */
export type AskedNuclei = Pick<ScoreRequest, 'preset' | 'overrides' | 'patches'>;

/** @param finest The image's level of full resolution. */
export const imageMm2 = ({ width, height, mpp }: Pick<PyramidLevel, 'width' | 'height' | 'mpp'>): number =>
  (width * mpp.x * height * mpp.y) / 1e6;

/**
 * Whether the usual network finds the nuclei beside the classical detector: of a marker in nuclei, on a small image, where
 * nothing else was asked for: no detector, no threshold of one, no own preset, no networks of patches, which find nuclei
 * themselves. It goes by the size of the image, not of what is measured of it: a region and the whole have the same cells.
 */
export function takesUsualNetwork(
  { preset, overrides = {}, patches }: AskedNuclei,
  finest: PyramidLevel,
): boolean {
  const { network, detectionThreshold } = overrides;
  const isOpen = network === undefined && detectionThreshold === undefined && patches === undefined;
  return isOpen && isBuiltInNuclear(preset) && imageMm2(finest) <= SMALL_MM2;
}

function isBuiltInNuclear(asked: ScoreRequest['preset']): boolean {
  const preset = typeof asked === 'string' ? presets[asked] : asked;
  return isBuiltIn(preset) && preset.measured === 'nucleus' && classicalOf(preset) !== undefined;
}

const isBuiltIn = (preset: Preset): boolean => Object.values(presets).includes(preset);
