import type { SpacingMm } from './imageVoxels';
import type { Resegmentation } from './resegment';

export type Profile = 'pyradiomics' | 'ibsi';

export interface RadiomicsSettings {
  readonly profile: Profile;
  /** Bins of one width or a fixed number of them. Default: width 25 (PyRadiomics), width 1 (IBSI: intensities as they are). */
  readonly bins?: { readonly width: number } | { readonly count: number };
  /** Isotropic or other spacing in mm to resample to; default: as scanned. */
  readonly spacingMm?: SpacingMm;
  readonly resegmentation?: Resegmentation;
}

/** PyRadiomics' default. */
export const DEFAULT_WIDTH: Readonly<Record<Profile, number>> = { pyradiomics: 25, ibsi: 1 };
