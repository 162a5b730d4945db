import { TimescopeError } from '@timescope/core/errors';
import type { GradeThresholds } from './intensity';
import { CLASSICAL } from './presets/nucleiChoice';
import type { DetectorSettings, Measured, Preset } from './presets/preset';
import { presets } from './presets/presets';
import type { ScoreOverrides, ScoreRequest } from './scoreRequest';
import type { StainSettings } from './stain/stainModel';

/** A preset with the request's changes. Plain data: it crosses workers. */
export interface Settings extends StainSettings {
  readonly preset: Preset;
  readonly detector: DetectorSettings;
  readonly measured: Measured;
  readonly gradeThresholds: GradeThresholds;
  readonly cellExpansionUm: number;
}

/** @throws TimescopeError USAGE for thresholds that are not finite or not ascending. */
export function settingsOf({ preset: asked, overrides = {} }: ScoreRequest): Settings {
  const preset = typeof asked === 'string' ? presets[asked] : asked;
  const { network = CLASSICAL } = overrides;
  return {
    preset,
    detector: detectorOf(network === CLASSICAL ? preset.detector : network, overrides.detectionThreshold),
    measured: preset.measured,
    gradeThresholds: gradesOf(overrides.gradeThresholds ?? preset.gradeThresholds),
    cellExpansionUm: preset.cellExpansionUm,
    ...stainOf(preset, overrides),
  };
}

function gradesOf(thresholds: GradeThresholds): GradeThresholds {
  const [weak, moderate, strong] = thresholds;
  if (!(weak <= moderate && moderate <= strong) || !Number.isFinite(weak + moderate + strong))
    throw wrongThreshold('The thresholds for 1+, 2+ and 3+ must be three ascending optical densities');
  return thresholds;
}

function detectorOf(detector: DetectorSettings, threshold: number | undefined): DetectorSettings {
  if (threshold === undefined) return detector;
  if (detector.kind === 'network' && !(threshold >= 0 && threshold <= 1))
    throw wrongThreshold(
      'The detection threshold of a network is a probability from 0 to 1',
      `The card of ${detector.model} says ${detector.threshold}.`,
    );
  if (!Number.isFinite(threshold)) throw wrongThreshold('The detection threshold must be an optical density');
  return detector.kind === 'generic' ? { ...detector, ringContrast: threshold } : { ...detector, threshold };
}

function stainOf(preset: Preset, { white, vectors }: ScoreOverrides): StainSettings {
  return { stain: preset.stain, white: white ?? preset.white, vectors: vectors ?? preset.vectors };
}

function wrongThreshold(message: string, nextStep = 'Try 0.1,0.3,0.5 and 0.06.'): TimescopeError {
  return new TimescopeError('USAGE', `${message}.`, { kind: 'usage', nextStep });
}
