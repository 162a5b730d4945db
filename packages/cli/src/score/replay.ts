import { messageOf, TimescopeError } from '@timescope/core/errors';
import { readScoreResult } from '@timescope/core/result/readScoreResult';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { members, numberIn, optional, text } from '@timescope/extension-ihc-scoring/pipeline/presets/fields';
import { maskDigest } from '@timescope/extension-ihc-scoring/pipeline/compartments/compartmentMask';
import { maskOfRun, requestOfRun } from '@timescope/extension-ihc-scoring/pipeline/runRecord';
import { CLASSICAL } from '@timescope/extension-ihc-scoring/pipeline/presets/nucleiChoice';
import { settingsOf } from '@timescope/extension-ihc-scoring/pipeline/settings';
import type { ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { SlideInput } from '../slideInput';

/** Where a slide lies and how it was opened: what the command line adds to the run record. */
export interface SlidePlace {
  readonly location: string;
  readonly mpp?: number;
  readonly opticalPath?: string;
  readonly focalPlane?: string;
}

/** A run to repeat. */
export interface Replay {
  readonly request: Omit<ScoreRequest, 'slide'>;
  readonly place: SlidePlace;
  readonly before: ScoreResult;
}

/**
 * Reads the document of a run (result.json, what --json printed, or what the viewer exported).
 * @param moved Where the slide lies now; a run of the viewer does not know it.
 * @throws TimescopeError USAGE where it is none, was made before runs could be repeated, or lacks the slide's place.
 */
export async function readReplay(file: string, moved?: string): Promise<Replay> {
  const before = readScoreResult(await jsonIn(file));
  if (before.run.version === undefined)
    throw usage(
      `${file} does not hold its run: it was made by an older version.`,
      'Score the slide with --marker instead.',
    );
  const of = members({ value: before.run.input ?? {}, path: 'run.input' }, PLACE_MEMBERS);
  const mpp = optional(of('mpp'), field => numberIn(field, 0, 1000));
  const opticalPath = optional(of('opticalPath'), text);
  const focalPlane = optional(of('focalPlane'), text);
  return {
    request: detectorSettled(requestOfRun(before.run)),
    place: {
      location: moved ?? locationOf(file, optional(of('location'), text)),
      ...(mpp !== undefined && { mpp }),
      ...(opticalPath !== undefined && { opticalPath }),
      ...(focalPlane !== undefined && { focalPlane }),
    },
    before,
  };
}

/** The run found its nuclei by the detector of its preset, whatever is usual for the image now. */
function detectorSettled(request: Replay['request']): Replay['request'] {
  const { detector } = settingsOf({ ...request, slide: { description: '', digest: '' } });
  return detector.kind === 'generic' ? { ...request, overrides: { network: CLASSICAL } } : request;
}

function locationOf(file: string, location: string | undefined): string {
  if (location !== undefined) return location;
  throw usage(
    `${file} was made in the viewer and does not say where the slide's files lie.`,
    'Give their folder: timescope score SLIDE --replay RUN.json.',
  );
}

const PLACE_MEMBERS = ['location', 'mpp', 'opticalPath', 'focalPlane'] as const;

/** @throws TimescopeError CONFLICT when the slide is not the one of the run. */
export function requireSameSlide(
  before: ScoreResult,
  { digest, viewerDigest }: Pick<SlideInput, 'digest' | 'viewerDigest'>,
): void {
  const expected = before.provenance.input.digest;
  if (expected === digest || expected === viewerDigest) return;
  throw new TimescopeError('CONFLICT', 'This slide differs from the one that the run was made on.', {
    nextStep: 'Give the place of the same slide: timescope score SLIDE --replay RUN.json.',
    fields: { expected, found: digest },
  });
}

/**
 * A run does not hold its mask: the call gives it again, unless networks that the run names make it.
 * @param given What --compartments says.
 * @throws TimescopeError USAGE when a mask is missing or not asked for.
 */
export function requireMask(before: ScoreResult, given: string | undefined): void {
  const mask = maskOfFile(before);
  if (mask && given === undefined)
    throw usage(
      `The run used the mask "${mask.source}", which it does not hold.`,
      'Add --compartments with that mask.',
    );
  if (!mask && given !== undefined)
    throw usage(
      '--replay takes its settings from the run, and the run used no mask of a file.',
      'Leave --compartments out.',
    );
}

/** @throws TimescopeError CONFLICT when the compartments are not the mask of the run. */
export function requireSameMask(before: ScoreResult, { compartments }: ScoreRequest): void {
  const mask = maskOfFile(before);
  if (!mask) return;
  const found = compartments?.kind === 'mask' ? maskDigest(compartments.mask) : 'none';
  if (found === mask.digest) return;
  throw new TimescopeError('CONFLICT', `This mask differs from "${mask.source}", which the run used.`, {
    nextStep: 'Give the same mask with --compartments.',
    fields: { expected: mask.digest, found },
  });
}

/** The mask that the run was given; undefined where its networks made one. */
const maskOfFile = ({ run }: ScoreResult) =>
  requestOfRun(run).patches === undefined ? maskOfRun(run) : undefined;

/** The replayed result; it says so where it came out differently, or where the numbers of the file were edited. */
export function comparedWith(before: ScoreResult, after: ScoreResult): ScoreResult {
  if (before.hash !== after.hash)
    return differing(
      after,
      `The run came out differently than before (hash ${before.hash.slice(0, 12)}): ${causeOf(before, after)}.`,
    );
  const now = JSON.parse(JSON.stringify(after)) as ScoreResult;
  const edited = SCORES.filter(name => !isDeepStrictEqual(before[name], now[name]));
  return edited.length === 0
    ? after
    : differing(
        after,
        `The file's ${edited.join(', ')} differ from what its hash stands for: they were changed after the run.`,
      );
}

/** What the hash vouches for without holding it. */
const SCORES = [
  'cells',
  'percentPositive',
  'gradeCounts',
  'hScore',
  'hScorePixels',
  'allred',
  'densityPerMm2',
  'areaMm2',
  'positiveAreaPercent',
  'ki67Index',
  'tps',
  'cps',
  'her2',
  'tumourFraction',
  'tumourCellularity',
  'compartments',
  'patchScores',
] as const;

/** The run was made from the settings of the file, so its provenance shows where these are not those of the result. */
const SETTINGS = [
  'detector',
  'network',
  'tissueNetwork',
  'measured',
  'cellExpansionUm',
  'thresholds',
  'white',
  'stainVectors',
  'compartments',
  'cellTypes',
] as const;

function causeOf({ provenance: before }: ScoreResult, { provenance: after }: ScoreResult): string {
  if (before.method !== after.method) return `the method was ${before.method} and is now ${after.method}`;
  if (before.tier !== after.tier) return `the tier was ${before.tier} and is now ${after.tier}`;
  return SETTINGS.every(name => isDeepStrictEqual(before[name], after[name]))
    ? 'the same method gave other cells, or the areas, counted scores or numbers of the file were changed'
    : 'the settings of the file were changed';
}

const differing = (after: ScoreResult, message: string): ScoreResult => ({
  ...after,
  warnings: [{ code: REPLAY_DIFFERS, message }, ...after.warnings],
});

export const REPLAY_DIFFERS = 'REPLAY_DIFFERS';

async function jsonIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (cause) {
    throw usage(
      `The run document cannot be read (${messageOf(cause)}).`,
      'Give the result.json of a score run.',
    );
  }
}

const usage = (message: string, nextStep: string): TimescopeError =>
  new TimescopeError('USAGE', message, { kind: 'usage', nextStep });
