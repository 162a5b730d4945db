import { TimescopeError } from '@timescope/core/errors';
import type { GradeThresholds } from './intensity';
import { presets, type Preset } from './presets';
import type { ScoreRequest } from './scoreRequest';

/** A preset with the request's changes. */
export interface Settings {
  readonly preset: Preset;
  readonly gradeThresholds: GradeThresholds;
  readonly ringContrast: number;
}

/** @throws TimescopeError USAGE for thresholds that are not finite or not ascending. */
export function settingsOf({ preset: name, overrides }: ScoreRequest): Settings {
  const preset = presets[name];
  const gradeThresholds = overrides?.gradeThresholds ?? preset.gradeThresholds;
  const ringContrast = overrides?.detectionThreshold ?? preset.ringContrast;
  const [weak, moderate, strong] = gradeThresholds;
  if (!(weak <= moderate && moderate <= strong) || !Number.isFinite(weak + moderate + strong))
    throw wrongThreshold('The thresholds for 1+, 2+ and 3+ must be three ascending optical densities');
  if (!Number.isFinite(ringContrast))
    throw wrongThreshold('The detection threshold must be an optical density');
  return { preset, gradeThresholds, ringContrast };
}

function wrongThreshold(message: string): TimescopeError {
  return new TimescopeError('USAGE', `${message}.`, {
    kind: 'usage',
    nextStep: 'Try 0.1,0.3,0.5 and 0.055.',
  });
}
