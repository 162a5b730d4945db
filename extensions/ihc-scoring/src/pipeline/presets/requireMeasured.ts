import { TimescopeError } from '@timescope/core/errors';
import type { Measured, Preset } from './preset';

/** Scores of membranes, and what may be measured for them: the staining of nuclei is no grade of theirs. */
const MEASURED_FOR: Readonly<Record<string, readonly Measured[]>> = {
  her2: ['membrane'],
  tps: ['membrane'],
  cps: ['membrane', 'cell'],
};

const NAMES: Readonly<Record<string, string>> = {
  her2: 'The HER2 class',
  tps: 'The tumour proportion score',
  cps: 'The combined positive score',
};

/** @throws TimescopeError USAGE for a score of membranes from a preset that measures something else. */
export function requireMeasured(preset: Preset): Preset {
  const { measured, name } = preset;
  const asked = [...preset.scores, ...preset.categories.map(({ score }) => score)];
  const wrong = asked.find(score => MEASURED_FOR[score]?.includes(measured) === false);
  if (wrong === undefined) return preset;
  const expected = MEASURED_FOR[wrong]?.join(' or ') ?? '';
  throw new TimescopeError(
    'USAGE',
    `${NAMES[wrong] ?? wrong} cannot come from the preset "${name}", which measures the ${measured}; expected the ${expected}.`,
    { kind: 'usage', nextStep: `Use the marker's own preset, or set "measured" to ${expected}.` },
  );
}
