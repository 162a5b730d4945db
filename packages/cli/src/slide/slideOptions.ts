import type { SlideChoice } from '@timescope/core/dicom/read/slide';
import { TimescopeError } from '@timescope/core/errors';

/** What the command line says about a slide beside its path; plain data, so that it can be stored with a run. */
export interface SlideOptions {
  /** Micrometres per pixel, for images that do not state it. */
  readonly mpp?: number | undefined;
  /** Optical Path Identifier. */
  readonly opticalPath?: string | undefined;
  /** `2`: the second plane from below. `1.5um`: the plane nearest to that depth. */
  readonly focalPlane?: string | undefined;
}

/** Light shows nothing finer than 0.2 um; a slide's thumbnail has some 20 um. Nanometres or millimetres lie outside. Ours. */
const FINEST_MPP = 0.02;
const COARSEST_MPP = 20;

/** @throws TimescopeError USAGE */
export function slideChoice({ mpp, opticalPath, focalPlane }: SlideOptions): SlideChoice {
  if (mpp !== undefined && !(mpp >= FINEST_MPP && mpp <= COARSEST_MPP))
    throw usage(
      `The pixel size must be from ${FINEST_MPP} to ${COARSEST_MPP} micrometres, got ${mpp}.`,
      'Give --mpp in micrometres per pixel, as for example 0.2271.',
    );
  return {
    ...(mpp === undefined ? {} : { mpp }),
    ...(opticalPath === undefined ? {} : { opticalPath }),
    ...(focalPlane === undefined ? {} : { focalPlane: focalPlaneOf(focalPlane) }),
  };
}

function focalPlaneOf(text: string): NonNullable<SlideChoice['focalPlane']> {
  const [, value, unit] = /^\s*(-?\d+(?:\.\d+)?)\s*(um)?\s*$/.exec(text) ?? [];
  if (value !== undefined && unit !== undefined) return { kind: 'depth', um: Number(value) };
  if (value !== undefined && Number.isInteger(Number(value))) return { kind: 'plane', number: Number(value) };
  throw usage(
    `A focal plane is given by its number or its depth, got "${text}".`,
    'Give for example --focal-plane 2, or 1.5um.',
  );
}

export const usage = (message: string, nextStep: string): TimescopeError =>
  new TimescopeError('USAGE', message, { kind: 'usage', nextStep });
