import { TimescopeError } from '@timescope/core/errors';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { Preset } from '@timescope/extension-ihc-scoring/pipeline/presets/preset';
import type { ScoreOverrides, ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import path from 'node:path';
import type { CommandTier } from '../models/tier';
import { isAddress } from '../slide/archiveSlide';
import { chosenNetwork } from './nuclei';
import { chosenPatches } from './patches';
import { readAnnotations } from './readAnnotations';
import { readPreset } from './readPreset';
import { readReplay, requireMask, type SlidePlace } from './replay';
import type { ScoreArguments } from './scoreArguments';

/** What a call asks for, once its files are read. */
export interface PlannedRun {
  readonly request: Omit<ScoreRequest, 'slide'>;
  readonly place: SlidePlace;
  readonly tier: CommandTier;
  /** The run that is repeated. */
  readonly before?: ScoreResult;
}

export async function plannedRun(asked: ScoreArguments): Promise<PlannedRun> {
  return asked.replay === undefined ? newRun(asked) : repeatedRun(asked, asked.replay);
}

/** The slide may have moved; else it is where it was. */
async function repeatedRun(asked: ScoreArguments, file: string): Promise<PlannedRun> {
  const moved = asked.slide === undefined ? undefined : locationOf(asked.slide);
  const { request, place, before } = await readReplay(file, moved);
  requireMask(before, asked.compartments);
  return { request, place, tier: asked.tier ?? tierOfRun(before), before };
}

/** A graphics card's digits cannot be had again here; the reference tier comes nearest. */
const tierOfRun = ({ provenance, patchScores }: ScoreResult): CommandTier =>
  [provenance.tier, patchScores?.tier].includes('native') ? 'native' : 'reference';

async function newRun(asked: ScoreArguments): Promise<PlannedRun> {
  const preset = await readPreset(asked.marker, asked.preset);
  const network = await chosenNetwork(asked, preset);
  const patches = await chosenPatches(asked);
  if (asked.pcms !== undefined) requireHer2(preset);
  return {
    request: {
      preset,
      overrides: { ...overridesOf(asked, preset), ...(network && { network }) },
      ...(asked.roi !== undefined && { annotations: await readAnnotations(asked.roi) }),
      ...(patches && { patches }),
      ...(asked.pcms !== undefined && { pcms: asked.pcms }),
    },
    place: placeOf(asked),
    tier: asked.tier ?? 'reference',
  };
}

const locationOf = (slide: string): string => (isAddress(slide) ? slide : path.resolve(slide));

function requireHer2({ marker, scores }: Preset): void {
  if (scores.includes('her2')) return;
  throw new TimescopeError('USAGE', `--pcms is for HER2, not for ${marker}.`, {
    kind: 'usage',
    nextStep: 'Leave --pcms out, or give --marker her2.',
  });
}

function placeOf({ slide = '', mpp, opticalPath, focalPlane }: ScoreArguments): SlidePlace {
  return {
    location: locationOf(slide),
    ...(mpp !== undefined && { mpp }),
    ...(opticalPath !== undefined && { opticalPath }),
    ...(focalPlane !== undefined && { focalPlane }),
  };
}

export function overridesOf(
  { positiveThreshold, detectionThreshold, stain }: ScoreArguments,
  preset: Preset,
): ScoreOverrides {
  return {
    ...stain,
    ...(positiveThreshold !== undefined && { gradeThresholds: gradesOf(positiveThreshold, preset) }),
    ...(detectionThreshold !== undefined && { detectionThreshold }),
  };
}

/** One number moves 1+ and keeps the preset's distances to 2+ and 3+. */
function gradesOf(thresholds: readonly number[], preset: Preset): readonly [number, number, number] {
  const [usualWeak, usualModerate, usualStrong] = preset.gradeThresholds;
  const [weak = usualWeak, moderate, strong] = thresholds;
  if (moderate !== undefined && strong !== undefined) return [weak, moderate, strong];
  return [weak, weak + usualModerate - usualWeak, weak + usualStrong - usualWeak];
}
