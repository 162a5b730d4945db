import { TimescopeError } from '@timescope/core/errors';
import {
  isPresetName,
  presets,
  type PresetName,
} from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import type { ScoreOverrides } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { parseArgs } from 'node:util';

export interface ScoreArguments {
  readonly slide: string;
  readonly preset: PresetName;
  readonly mpp: number | undefined;
  readonly roi: string | undefined;
  readonly out: string | undefined;
  /** Threads that measure tiles; by default one a processor. */
  readonly workers: number | undefined;
  readonly json: boolean;
  readonly overrides: ScoreOverrides;
}

/** @throws TimescopeError USAGE, and node:util's errors for options that do not exist. */
export function scoreArguments(argv: string[]): ScoreArguments {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      marker: { type: 'string' },
      mpp: { type: 'string' },
      roi: { type: 'string' },
      out: { type: 'string' },
      'positive-threshold': { type: 'string' },
      'detection-threshold': { type: 'string' },
      workers: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const [slide] = positionals;
  if (slide === undefined || positionals.length > 1)
    throw usage(`Expected one slide, got ${positionals.length}.`, 'Give one folder or file.');
  const preset = presetOf(values.marker);
  return {
    slide,
    preset,
    mpp: numberOf('--mpp', values.mpp),
    roi: values.roi,
    out: values.out,
    workers: workersOf(values.workers),
    json: values.json,
    overrides: overridesOf(values['positive-threshold'], values['detection-threshold'], preset),
  };
}

function presetOf(marker: string | undefined): PresetName {
  const known = Object.keys(presets).join(' or ');
  if (marker !== undefined && isPresetName(marker)) return marker;
  throw usage(
    marker === undefined ? 'No marker was given.' : `There is no marker "${marker}" yet.`,
    `Add --marker ${known}.`,
  );
}

function overridesOf(
  positive: string | undefined,
  detection: string | undefined,
  preset: PresetName,
): ScoreOverrides {
  const detectionThreshold = numberOf('--detection-threshold', detection);
  return {
    ...(positive === undefined ? {} : { gradeThresholds: gradeThresholds(positive, preset) }),
    ...(detectionThreshold === undefined ? {} : { detectionThreshold }),
  };
}

/** One number moves 1+ and keeps the preset's distances to 2+ and 3+. */
function gradeThresholds(text: string, preset: PresetName): readonly [number, number, number] {
  const numbers = text.split(',').map(part => numberOf('--positive-threshold', part) ?? Number.NaN);
  const [weak, moderate, strong] = numbers;
  const usual = presets[preset].gradeThresholds;
  if (numbers.length === 1 && weak !== undefined)
    return [weak, weak + usual[1] - usual[0], weak + usual[2] - usual[0]];
  if (numbers.length === 3 && weak !== undefined && moderate !== undefined && strong !== undefined)
    return [weak, moderate, strong];
  throw usage('--positive-threshold takes one or three numbers.', 'Give for example 0.1 or 0.1,0.3,0.5.');
}

function workersOf(text: string | undefined): number | undefined {
  const workers = numberOf('--workers', text);
  if (workers === undefined || (Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS))
    return workers;
  throw usage(
    `--workers takes a whole number from 1 to ${MOST_WORKERS}.`,
    'Leave it out for one a processor.',
  );
}

/** More threads than any machine has use for; each takes some hundred megabytes. Ours. */
const MOST_WORKERS = 64;

function numberOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw usage(`${option} expects a number, got "${text}".`, 'Use a point for decimals.');
}

const usage = (message: string, nextStep: string): TimescopeError =>
  new TimescopeError('USAGE', message, { kind: 'usage', nextStep });
