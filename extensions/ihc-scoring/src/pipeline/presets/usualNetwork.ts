import type { PyramidLevel } from '@timescope/core/pixelSource';
import type { PatchChoice } from '../autoihc/patchChoice';
import type { ScoreRequest } from '../scoreRequest';
import { isBuiltIn } from './isBuiltIn';
import { classicalOf } from './nucleiChoice';
import type { NetworkDetector } from './preset';
import { presets } from './presets';

/** Of those measured on human outlines, beside the classical detector, the best F1 (docs/validation.md). */
export const USUAL_NETWORK = 'nuclei-unet-small';
/** The weights that were measured: others under that name, as of a site's own training, are not the usual ones. */
const USUAL_SHA256 = 'eee4cdb4b120e87af211b03f9798e0aa068b18f685960ccf04a805cdcba73a35';

/**
 * Images up to this are small: a field, a million pixels of 0.5 um. Ours: the network takes 9 s for it in one thread, which is what
 * people wait without turning away; for a slide it takes hours.
 */
export const SMALL_MM2 = 0.25;

/** What the choice hangs on. */
export type AskedNuclei = Pick<ScoreRequest, 'preset' | 'overrides' | 'patches'>;

export const isUsual = ({ sha256 }: Pick<NetworkDetector, 'sha256'>): boolean => sha256 === USUAL_SHA256;

/** An image at full resolution. */
export type ImageSize = Pick<PyramidLevel, 'width' | 'height' | 'mpp'>;

/** What says where the usual network is the default, whatever detector is asked for. */
export interface UsualWhere {
  readonly preset: ScoreRequest['preset'];
  readonly detectionThreshold?: number | undefined;
  readonly patches?: PatchChoice | undefined;
}

/**
 * Whether the usual network beside the classical detector is the default: of a marker in nuclei, on a small image, without a
 * threshold of detection, an own preset, or networks of patches, whose pipeline says itself what finds nuclei. It goes by the size of the
 * image, not of what is measured of it: a region and the whole have the same cells.
 * @param finest The image's level of full resolution.
 */
export const isUsualWhere = (
  { preset, detectionThreshold, patches }: UsualWhere,
  finest: ImageSize,
): boolean =>
  detectionThreshold === undefined &&
  patches === undefined &&
  isBuiltInNuclear(preset) &&
  imageMm2(finest) <= SMALL_MM2;

/** The same of a request. */
export const isUsualFor = ({ preset, overrides = {}, patches }: AskedNuclei, finest: ImageSize): boolean =>
  isUsualWhere({ preset, detectionThreshold: overrides.detectionThreshold, patches }, finest);

/** Whether it runs: it is the default, and nothing else was asked for. */
export const takesUsualNetwork = (request: AskedNuclei, finest: ImageSize): boolean =>
  request.overrides?.network === undefined && isUsualFor(request, finest);

export const imageMm2 = ({ width, height, mpp }: ImageSize): number => (width * mpp.x * height * mpp.y) / 1e6;

function isBuiltInNuclear(asked: ScoreRequest['preset']): boolean {
  const preset = typeof asked === 'string' ? presets[asked] : asked;
  return preset.measured === 'nucleus' && classicalOf(preset) !== undefined && isBuiltIn(preset);
}
