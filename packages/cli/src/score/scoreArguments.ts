import { TimescopeError } from '@timescope/core/errors';
import { isMarker, MARKERS, type Marker } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import type { ScoreOverrides } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { tierIn, type CommandTier } from '../models/tier';
import { repositoryFolder } from '../repositoryFolder';
import { storeUrl } from '../store/landResult';

/** The call as it was typed, each value in range; files are not read yet. */
export interface ScoreArguments {
  /** Undefined only with `replay`, which knows its slide. */
  readonly slide: string | undefined;
  readonly replay: string | undefined;
  readonly marker: Marker | undefined;
  /** Name of a built-in preset or a file. */
  readonly preset: string | undefined;
  readonly mpp: number | undefined;
  readonly opticalPath: string | undefined;
  readonly focalPlane: string | undefined;
  readonly roi: string | undefined;
  readonly compartments: string | undefined;
  readonly trainCompartments: string | undefined;
  readonly cellTypes: string | undefined;
  readonly trainCellTypes: string | undefined;
  readonly pcms: number | undefined;
  readonly out: string | undefined;
  /** DICOM objects also of a plain image, which becomes a slide itself. */
  readonly dicom: boolean;
  /** DICOMweb root that the objects are stored in. */
  readonly store: string | undefined;
  /** Threads that measure tiles; by default one a processor. */
  readonly workers: number | undefined;
  readonly json: boolean;
  /** One number moves 1+ and keeps the preset's distances to 2+ and 3+; three set each. */
  readonly positiveThreshold: readonly number[] | undefined;
  readonly detectionThreshold: number | undefined;
  readonly stain: Pick<ScoreOverrides, 'white' | 'vectors'>;
  /** "classical", CARD or CARD+classical; undefined: what is usual for the image. */
  readonly nuclei: string | undefined;
  /** Name of a model card that tells tumour from stroma. */
  readonly tissue: string | undefined;
  /** Name of a model card that scores patches, or "formula". */
  readonly scorer: string | undefined;
  /** Folder that holds the models. */
  readonly models: string;
  /** In which networks run; undefined for that of the run that is repeated, else the reference tier. */
  readonly tier: CommandTier | undefined;
}

const OPTIONS = {
  marker: { type: 'string' },
  preset: { type: 'string' },
  mpp: { type: 'string' },
  'optical-path': { type: 'string' },
  'focal-plane': { type: 'string' },
  roi: { type: 'string' },
  compartments: { type: 'string' },
  'train-compartments': { type: 'string' },
  'cell-types': { type: 'string' },
  'train-cell-types': { type: 'string' },
  pcms: { type: 'string' },
  white: { type: 'string' },
  'stain-vectors': { type: 'string' },
  out: { type: 'string' },
  dicom: { type: 'boolean', default: false },
  store: { type: 'string' },
  'positive-threshold': { type: 'string' },
  'detection-threshold': { type: 'string' },
  nuclei: { type: 'string' },
  models: { type: 'string' },
  tissue: { type: 'string' },
  scorer: { type: 'string' },
  tier: { type: 'string' },
  replay: { type: 'string' },
  workers: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** @throws TimescopeError USAGE, and node:util's errors for options that do not exist. */
export function scoreArguments(argv: string[]): ScoreArguments {
  const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options: OPTIONS });
  const [slide, ...others] = positionals;
  if (others.length > 0 || (slide === undefined && values.replay === undefined))
    throw usage(`Expected one slide, got ${positionals.length}.`, 'Give one folder or file.');
  if (values.replay !== undefined) requireNoSettings(values);
  else if (values.marker === undefined && values.preset === undefined)
    throw usage('No marker was given.', `Add --marker ${MARKERS.join('|')}, or --preset.`);
  if (values.dicom && values.out === undefined)
    throw usage('--dicom writes files; a folder was expected.', 'Add --out DIR.');
  return {
    slide,
    replay: values.replay,
    marker: markerOf(values.marker),
    preset: values.preset,
    mpp: numberOf('--mpp', values.mpp),
    opticalPath: values['optical-path'],
    focalPlane: values['focal-plane'],
    roi: values.roi,
    compartments: values.compartments,
    trainCompartments: values['train-compartments'],
    cellTypes: values['cell-types'],
    trainCellTypes: values['train-cell-types'],
    pcms: percentOf('--pcms', values.pcms),
    out: values.out,
    dicom: values.dicom,
    store: values.store === undefined ? undefined : storeUrl(values.store),
    workers: workersOf(values.workers),
    json: values.json,
    positiveThreshold: thresholdsOf(values['positive-threshold']),
    detectionThreshold: numberOf('--detection-threshold', values['detection-threshold']),
    stain: stainOf(values.white, values['stain-vectors']),
    nuclei: values.nuclei,
    tissue: values.tissue,
    scorer: values.scorer,
    models: values.models ?? path.join(repositoryFolder(), 'models'),
    tier: tierIn(values.tier),
  };
}

/** What a run document settles itself; a mask it does not hold, so --compartments may give it again. */
const SETTLED = [
  'marker',
  'preset',
  'roi',
  'cell-types',
  'train-compartments',
  'train-cell-types',
  'mpp',
  'optical-path',
  'focal-plane',
  'pcms',
  'white',
  'stain-vectors',
  'positive-threshold',
  'detection-threshold',
  'nuclei',
  'tissue',
  'scorer',
] as const;

function requireNoSettings(values: Readonly<Record<string, unknown>>): void {
  const given = SETTLED.find(name => values[name] !== undefined);
  if (given === undefined) return;
  throw usage(
    `--replay takes its settings from the run; --${given} does not go with it.`,
    'Leave one of them out.',
  );
}

function markerOf(marker: string | undefined): Marker | undefined {
  if (marker === undefined || isMarker(marker)) return marker;
  throw usage(
    `There is no marker "${marker}".`,
    `Use one of ${MARKERS.join(', ')}, or a --preset of your own.`,
  );
}

function thresholdsOf(text: string | undefined): readonly number[] | undefined {
  if (text === undefined) return undefined;
  const numbers = text.split(',').map(part => numberOf('--positive-threshold', part) ?? Number.NaN);
  const isAscending = numbers.every((value, step) => value > (numbers[step - 1] ?? 0));
  const isInRange = numbers.every(value => value <= MOST_DENSITY);
  if ((numbers.length === 1 || numbers.length === 3) && isAscending && isInRange) return numbers;
  throw usage(
    `--positive-threshold takes one or three ascending optical densities above 0, at most ${MOST_DENSITY}.`,
    'Give for example 0.1 or 0.1,0.3,0.5.',
  );
}

/** Black of 8 bits is 2.4; no stain is darker. Ours. */
const MOST_DENSITY = 3;

function stainOf(white: string | undefined, vectors: string | undefined): ScoreArguments['stain'] {
  return {
    ...(white !== undefined && { white: whiteOf(white) }),
    ...(vectors !== undefined && { vectors: vectorsOf(vectors) }),
  };
}

function whiteOf(text: string): NonNullable<ScoreOverrides['white']> {
  if (text === 'slide') return { rule: 'channel-mode' };
  const [red, green, blue, ...others] = text.split(',').map(Number);
  const isByte = (value: number | undefined): value is number =>
    value !== undefined && Number.isInteger(value) && value >= 1 && value <= 255;
  if (isByte(red) && isByte(green) && isByte(blue) && others.length === 0)
    return { rule: 'fixed', rgb: [red, green, blue] };
  throw usage(
    `--white takes "slide" or three whole numbers from 1 to 255, not "${text}".`,
    'Try 255,255,255.',
  );
}

function vectorsOf(text: string): NonNullable<ScoreOverrides['vectors']> {
  if (text === 'default') return { rule: 'default' };
  if (text === 'qupath' || text === 'macenko') return { rule: 'estimate', way: text };
  throw usage(
    `--stain-vectors knows default, qupath and macenko, not "${text}".`,
    'Leave it out for default.',
  );
}

function percentOf(option: string, text: string | undefined): number | undefined {
  const value = numberOf(option, text);
  if (value === undefined || (value >= 0 && value <= 100)) return value;
  throw usage(`${option} takes a percentage from 0 to 100, not ${value}.`, 'Give for example 35.');
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
