import { tierNotes, type RanIn } from '@timescope/core/network';
import type { Warning } from '@timescope/core/warning';
import { networkOfAreas } from '../annotations/areasByMap';
import { networksOf } from '../scoreProvenance';
import type { ScoredSlide } from '../scoreResultOf';

/** What must be known of what networks found. */
export const networkWarnings = (scored: Pick<ScoredSlide, 'settings' | 'request' | 'network'>): Warning[] => [
  ...tierWarnings(networksOf(scored)),
  ...nucleiWarnings(scored.settings),
  ...areaWarnings(scored.request),
];

const tierWarnings = (networks: readonly RanIn[]): Warning[] =>
  tierNotes(networks).map(message => ({ code: 'REFERENCE_TIER', message }));

function areaWarnings({ annotations = [] }: ScoredSlide['request']): Warning[] {
  const network = networkOfAreas(annotations);
  if (!network?.isSyntheticTrained) return [];
  const message = `Tumour and stroma were told apart by the ${network.name}, which has only seen generated tissue: no clinical meaning.`;
  return [{ code: 'NETWORK_SYNTHETIC', message }];
}

function nucleiWarnings({ detector, measured }: ScoredSlide['settings']): Warning[] {
  if (detector.kind !== 'network') return [];
  const name = `${detector.model} ${detector.modelVersion}`;
  const warning = (code: string, message: string): Warning => ({ code, message });
  return [
    warning(
      'NETWORK_NUCLEI',
      `The network ${name} found the nuclei${detector.beside ? ', beside the classical detector' : ''}; what it was measured on stands on its card.`,
    ),
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
