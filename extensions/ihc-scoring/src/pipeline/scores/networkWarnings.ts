import { tierNotes, type RanIn } from '@timescope/core/network';
import type { ProvenanceNetwork } from '@timescope/core/result/scoreResult';
import type { Warning } from '@timescope/core/warning';
import { networkOfAreas } from '../annotations/areasByMap';
import type { GradeThresholds } from '../intensity';
import { presets } from '../presets/presets';
import { asMeasured } from '../detection/asMeasured';
import { networkOfMask, networksOf } from '../scoreProvenance';
import type { ScoredSlide } from '../scoreResultOf';

type Scored = Pick<ScoredSlide, 'settings' | 'request' | 'network' | 'patchScores'>;

/** What must be known of what networks found. */
export const networkWarnings = (scored: Scored): Warning[] => [
  ...tierWarnings(networksOf(scored)),
  ...nucleiWarnings(scored.settings),
  ...areaWarnings(scored.request),
  ...patchWarnings(scored),
  ...limitWarnings(scored),
];

const tierWarnings = (networks: readonly RanIn[]): Warning[] =>
  tierNotes(networks).map(message => ({ code: 'REFERENCE_TIER', message }));

function areaWarnings({ annotations = [] }: ScoredSlide['request']): Warning[] {
  const network = networkOfAreas(annotations);
  return network?.isSyntheticTrained ? [syntheticWarning(TOLD_APART, `the ${network.name}`)] : [];
}

/** What told tumour from stroma pixel by pixel, and what scored the patches. */
function patchWarnings({ settings, request, patchScores }: Scored): Warning[] {
  const tissue = networkOfMask(request.compartments);
  const scorer = patchScores?.networks?.scorer;
  return [
    ...(tissue?.isSyntheticTrained ? [syntheticWarning(TOLD_APART, nameOf(tissue))] : []),
    ...(scorer?.isSyntheticTrained ? [syntheticWarning('Patches were scored', nameOf(scorer))] : []),
    ...(scorer ? thresholdWarnings(scorer, settings.gradeThresholds) : []),
  ];
}

/** A scoring network has learned the formula at thresholds of its own (`GRADES` of the training); a run's do not reach it. */
function thresholdWarnings(scorer: ProvenanceNetwork, thresholds: GradeThresholds): Warning[] {
  const learned = presets['h-score'].gradeThresholds;
  if (learned.every((each, at) => each === thresholds[at])) return [];
  const message = `${nameOf(scorer)} scores patches as at ${learned.join(' / ')} OD, by which it was trained, not at the thresholds of this run (${thresholds.join(' / ')}).`;
  return [{ code: 'SCORER_THRESHOLDS', message }];
}

const TOLD_APART = 'Tumour and stroma were told apart';

const syntheticWarning = (what: string, name: string): Warning => ({
  code: 'NETWORK_SYNTHETIC',
  message: `${what} by ${name}, which has only seen generated tissue: no clinical meaning.`,
});

/** A sentence a network, in its card's words. */
function limitWarnings({ settings: { detector }, request, network, patchScores }: Scored): Warning[] {
  const nuclei =
    detector.kind === 'network'
      ? { name: detector.model, version: detector.modelVersion, limits: network?.limits }
      : undefined;
  return [nuclei, networkOfMask(request.compartments), patchScores?.networks?.scorer].flatMap(each =>
    each?.limits && each.limits.length > 0
      ? { code: 'NETWORK_LIMITS', message: `${nameOf(each)}, by its card: ${oneSentence(each.limits)}` }
      : [],
  );
}

const oneSentence = (limits: readonly string[]): string =>
  `${limits.map(limit => limit.replace(/\.$/, '')).join('; ')}.`;

const nameOf = ({ name, version }: Pick<ProvenanceNetwork, 'name' | 'version'>): string =>
  `${name} ${version}`;

function nucleiWarnings({ detector, measured }: ScoredSlide['settings']): Warning[] {
  if (detector.kind !== 'network') return [];
  const name = `${detector.model} ${detector.modelVersion}`;
  const warning = (code: string, message: string): Warning => ({ code, message });
  // Of the one that was measured the reason of the detector says more.
  const isKnown = asMeasured({ detector, measured }) !== undefined;
  return [
    ...(isKnown
      ? []
      : [
          warning(
            'NETWORK_NUCLEI',
            `The network ${name} found the nuclei${detector.beside ? ', beside the classical detector' : ''}; what it was measured on stands on its card.`,
          ),
        ]),
    ...(detector.isSyntheticTrained
      ? [warning('NETWORK_SYNTHETIC', `${name} has only seen generated images, never a real section.`)]
      : []),
    ...((measured === 'nucleus') === (detector.compartment !== 'membrane')
      ? []
      : [
          warning(
            'NETWORK_STAIN',
            detector.compartment === 'membrane'
              ? `${name} was trained on brown membranes and cytoplasm: brown nuclei may be taken for cytoplasm.`
              : `${name} was trained on nuclear stain: brown membranes or cytoplasm may be taken for nuclei.`,
          ),
        ]),
  ];
}
