import type { PixelSource } from '@timescope/core/pixelSource';
import { artefactShares } from '../artefacts/artefactShares';
import { lookAtSlide, type SlideEvidence } from '../lookAtSlide';
import { regionOf } from '../region';
import type { ScoreContext, ScoreRequest } from '../scoreRequest';
import { settingsOf } from '../settings';
import { looksLikeEosin } from '../stain/looksLikeEosin';
import type { StainSettings } from '../stain/stainModel';
import { stainModelOf } from '../stain/stainModelOf';
import { tissueAreaMm2 } from '../tissue';
import type { White } from '../white';
import { levelAt, workingFrame } from '../workingFrame';
import { sampledDensities } from './sampledDensities';
import type { InspectedTissue, SlideInspection } from './slideInspection';

/** Looks at one slide for several requests. */
export type SlideInspector = (
  request: ScoreRequest,
  context?: Pick<ScoreContext, 'signal' | 'report'>,
) => Promise<SlideInspection>;

/**
 * Runs the stages of a measurement that come before its first tile. The slide's pixels are read once for all requests that
 * differ in preset or stain only.
 * @returns a function that throws what prepareSlide throws
 */
export function slideInspector(source: PixelSource): SlideInspector {
  let seen: { readonly areas: string; readonly evidence: SlideEvidence } | undefined;
  return async (request, context = {}) => {
    const settings = settingsOf(request);
    const areas = JSON.stringify(request.annotations ?? []);
    if (seen?.areas !== areas) seen = { areas, evidence: await evidenceOf(source, request, context) };
    const { white, patches } = seen.evidence;
    const stain = stainModelOf({ white, patches, settings });
    const isPink = stain.stain === 'h-dab' && looksLikeEosin(patches, white).isEosin;
    const shown = isPink ? stainModelOf({ white, patches, settings: hAndE(white) }) : stain;
    const tissue = inspectedTissue(source, seen.evidence);
    return { tissue, stain, shown, sample: sampledDensities(patches, shown) };
  };
}

/** Glass where the slide shows none, for the eye. Ours. */
const USUAL_GLASS = [240, 240, 240] as const;

const hAndE = ({ rgb, doubt }: White): StainSettings => ({
  stain: 'h-e',
  white: { rule: 'fixed', rgb: doubt === undefined ? rgb : USUAL_GLASS },
  vectors: { rule: 'default' },
});

function evidenceOf(
  source: PixelSource,
  { annotations }: ScoreRequest,
  context: Pick<ScoreContext, 'signal' | 'report'>,
): Promise<SlideEvidence> {
  return lookAtSlide(source, workingFrame(source), regionOf(annotations, levelAt(source, 0)), context);
}

function inspectedTissue(
  source: PixelSource,
  { tissue, overviewLevel: index }: SlideEvidence,
): InspectedTissue {
  const { width, height, blockMatrix, blockMm2, artefact, asked, isAssumed } = tissue;
  const { mpp } = levelAt(source, index);
  const { of, percent } = artefactShares(tissue, 0);
  return {
    ...{ width, height, blockMatrix, isAssumed },
    artefact: Uint8Array.from(artefact),
    level: { index, mpp: { x: mpp.x, y: mpp.y } },
    tissueMm2: tissueAreaMm2(tissue),
    askedMm2: (asked.reduce((sum, share) => sum + share, 0) / 16) * blockMm2,
    artefacts: {
      of,
      percent: Object.fromEntries(Object.entries(percent).filter(([kind]) => kind !== 'outOfFocus')),
    },
  };
}
