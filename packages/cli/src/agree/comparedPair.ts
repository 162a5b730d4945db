import { imageVoxels } from '@timescope/extension-ct-radiomics/pipeline/radiomics/imageVoxels';
import {
  radiomics,
  type RadiomicsResult,
} from '@timescope/extension-ct-radiomics/pipeline/radiomics/radiomics';
import type {
  Profile,
  RadiomicsSettings,
} from '@timescope/extension-ct-radiomics/pipeline/radiomics/settings';
import { agreementOf, type Agreement } from '@timescope/core/geometry/agreement/agreement';
import type { RoiMask } from '@timescope/core/volume';
import type { Warning } from '@timescope/core/warning';
import { readCt } from '../ctInput';
import { readMask, readRoi, type RoiChoice } from '../roiInput';

/** Where two readers' ROIs of one lesion lie, and the CT that they drew on when radiomics is asked for. */
export interface PairFiles {
  readonly a: string;
  readonly b: string;
  readonly image?: string;
}

/** The same feature by both readers; null where `notEvaluable` says why. */
export interface FeaturePair {
  readonly a: number | null;
  readonly b: number | null;
}

export interface PairRadiomics {
  readonly profile: Profile;
  readonly bins: RadiomicsResult['settings']['bins'];
  readonly features: Readonly<Record<string, FeaturePair>>;
  /** Reasons by reader and feature, `a.original_glcm_MCC`, say. */
  readonly notEvaluable: Readonly<Record<string, string>>;
}

export interface ComparedPair extends Agreement {
  readonly roiA: string;
  readonly roiB: string;
  /** Absent without an image. */
  readonly radiomics?: PairRadiomics;
  readonly warnings: readonly Warning[];
}

/** @throws TimescopeError where a file cannot be read, the grids differ or an ROI is empty */
export async function comparedPair(
  { a, b, image }: PairFiles,
  settings: RadiomicsSettings,
  choice: RoiChoice = {},
): Promise<ComparedPair> {
  const files = { roiA: a, roiB: b };
  if (image === undefined) {
    const agreement = agreementOf(await readMask(a, choice), await readMask(b, choice));
    return { ...files, ...agreement, warnings: [] };
  }
  const ofA = await readRoi(a, await readCt(image), choice);
  const { mask: roiB, ct: volume } = await readRoi(b, ofA.ct, choice);
  const measured = (roi: RoiMask) => radiomics(imageVoxels(volume, roi), settings);
  return {
    ...files,
    ...agreementOf(ofA.mask, roiB),
    radiomics: sideBySide(measured(ofA.mask), measured(roiB)),
    warnings: volume.warnings,
  };
}

function sideBySide(a: RadiomicsResult, b: RadiomicsResult): PairRadiomics {
  const names = [...new Set([...Object.keys(a.features), ...Object.keys(b.features)])];
  const features = names.map(name => [name, { a: a.features[name] ?? null, b: b.features[name] ?? null }]);
  return {
    profile: a.settings.profile,
    bins: a.settings.bins,
    features: Object.fromEntries(features) as PairRadiomics['features'],
    notEvaluable: { ...reasons('a', names, a), ...reasons('b', names, b) },
  };
}

/** A name that one reader's result lacks is a measure of a single slice, which the other's ROI is. */
function reasons(reader: 'a' | 'b', names: readonly string[], said: RadiomicsResult): Record<string, string> {
  const missing = names.filter(name => (said.features[name] ?? null) === null);
  return Object.fromEntries(
    missing.map(name => [
      `${reader}.${name}`,
      said.notEvaluable[name] ?? 'It is measured only on a region of one slice.',
    ]),
  );
}
