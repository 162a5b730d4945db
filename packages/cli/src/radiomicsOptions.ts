import type {
  Profile,
  RadiomicsSettings,
} from '@timescope/extension-ct-radiomics/pipeline/radiomics/settings';
import { TimescopeError } from '@timescope/core/errors';

/** A wrong call in one sentence. */
export function usage(what: string, nextStep: string): TimescopeError {
  return new TimescopeError('USAGE', what, { nextStep, kind: 'usage' });
}

/** `--profile`; PyRadiomics' unless given. */
export function profileOf(text = 'pyradiomics'): Profile {
  if (text === 'pyradiomics' || text === 'ibsi') return text;
  throw usage(`--profile must be pyradiomics or ibsi, not "${text}".`, 'Give --profile ibsi, say.');
}

/** `--bin-width` or `--bin-count`; undefined leaves the profile's own. */
export function binsOf(width: string | undefined, count: string | undefined): RadiomicsSettings['bins'] {
  if (width !== undefined && count !== undefined)
    throw usage('Both --bin-width and --bin-count were given.', 'Give only one of them.');
  if (width !== undefined) return { width: positive('--bin-width', width, '--bin-width 25') };
  if (count === undefined) return undefined;
  const whole = positive('--bin-count', count, '--bin-count 32');
  if (Number.isInteger(whole)) return { count: whole };
  throw usage(`--bin-count must be a whole number, not "${count}".`, 'Give --bin-count 32, say.');
}

/** @param example values that may be given, as words of the next step */
export function positive(option: string, text: string, example: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw usage(`${option} must be a number above 0, not "${text}".`, `Give ${example}, say.`);
}
