import type { RanIn, Tier } from '@timescope/core/network';
import type { RanNetwork } from '@timescope/core/result/ranNetwork';
import type { Provenance, ProvenanceNetwork } from '@timescope/core/result/scoreResult';
import { VERSION } from '@timescope/core/version';
import { networkOfAreas } from './annotations/areasByMap';
import type { CellTypeSource } from './cellTypes/cellTypeSource';
import type { CompartmentMask } from './compartments/compartmentMask';
import { hasCompartments, type CompartmentSource } from './compartments/compartmentSource';
import { detectorReason } from './detection/detectorReason';
import { WORKING_MPP } from './detection/detectNuclei';
import type { DetectorSettings, NetworkDetector } from './presets/preset';
import type { ScoreRequest } from './scoreRequest';
import type { ScoredSlide } from './scoreResultOf';

/** Those that the cells rest on: what found the nuclei, what told tumour from stroma. */
export const networksOf = ({
  request: { compartments },
  network,
}: Pick<ScoredSlide, 'request' | 'network'>): readonly RanIn[] =>
  [network, networkOfMask(compartments)].filter(each => each !== undefined);

/** The one that told tumour from stroma pixel by pixel. */
export const networkOfMask = (source: CompartmentSource | undefined): RanNetwork | undefined =>
  source?.kind === 'mask' ? source.mask.network : undefined;

/** Changes whenever equal pixels may give other cells. */
const METHOD = 'classical-cells-3';
/** The same where a network finds the nuclei. */
const NETWORK_METHOD = 'network-cells-1';
/** The same where a second detector confirms what a network finds. */
const JOINED_METHOD = 'joined-cells-1';

/** All that is needed to understand the numbers. */
export function provenanceOf(scored: Omit<ScoredSlide, 'digest'>): Provenance {
  const { request, settings, frame, stain, engine } = scored;
  const { preset, detector } = settings;
  const tissueNetwork = networkOfMask(request.compartments);
  return {
    software: { name: 'TIMEscope', version: VERSION },
    method: methodOf(detector),
    preset: preset.name,
    engine,
    tier: tierOf(networksOf(scored)),
    detector: isJoined(detector) ? JOINED : detector.kind,
    detectorReason: detectorReason(request, settings, frame.finest ?? frame.level),
    ...(detector.kind === 'network' && { network: networkOf(detector, scored.network?.limits) }),
    ...(tissueNetwork && { tissueNetwork: withoutTier(tissueNetwork) }),
    measured: settings.measured,
    cellExpansionUm: settings.cellExpansionUm,
    thresholds: {
      positiveDab: settings.gradeThresholds,
      detection: detectionThreshold(detector),
      source: preset.thresholdsSource,
    },
    white: { rule: stain.whiteSource, rgb: stain.white },
    stainVectors: { rule: stain.vectorsSource, ...stain.vectors },
    estimatedStain: stain.estimated,
    level: { index: frame.levelIndex, mpp: { x: frame.level.mpp.x, y: frame.level.mpp.y } },
    workingMpp: WORKING_MPP,
    compartments: compartmentsText(request),
    cellTypes: cellTypesText(request.cellTypes),
    input: { description: request.slide.description, digest: request.slide.digest },
  };
}

const JOINED = 'network beside generic';

const isJoined = (detector: DetectorSettings): boolean =>
  detector.kind === 'network' && detector.beside !== undefined;

const methodOf = (detector: DetectorSettings): string =>
  isJoined(detector) ? JOINED_METHOD : detector.kind === 'network' ? NETWORK_METHOD : METHOD;

/** Another than reference as soon as one network that the cells rest on ran in it. */
const tierOf = (networks: readonly RanIn[]): Tier =>
  networks.find(({ tier }) => tier !== 'reference')?.tier ?? 'reference';

const networkOf = (
  { model, modelVersion, sha256, isSyntheticTrained }: NetworkDetector,
  limits: readonly string[] | undefined,
): ProvenanceNetwork => ({
  ...{ name: model, version: modelVersion, sha256, isSyntheticTrained },
  ...(limits && { limits }),
});

const withoutTier = ({
  name,
  version,
  sha256,
  isSyntheticTrained,
  limits,
}: RanNetwork): ProvenanceNetwork => ({
  ...{ name, version, sha256, isSyntheticTrained },
  ...(limits && { limits }),
});

const detectionThreshold = (detector: DetectorSettings): number =>
  detector.kind === 'generic' ? detector.ringContrast : detector.threshold;

function compartmentsText({ compartments = { kind: 'drawn' }, annotations = [] }: ScoreRequest): string {
  if (!hasCompartments(compartments, annotations)) return 'none';
  const network = networkOfAreas(annotations);
  if (!network) return sourceText(compartments);
  const areas = `areas by the map of ${network.name} ${network.hash}`;
  return compartments.kind === 'drawn' ? areas : `${sourceText(compartments)}, ${areas}`;
}

function sourceText(source: CompartmentSource): string {
  switch (source.kind) {
    case 'none':
      return 'none';
    case 'drawn':
      return 'drawn areas';
    case 'pixel-classifier':
      return `pixel classifier ${source.model.name} ${source.model.hash}`;
    case 'mask':
      return maskText(source.mask);
  }
}

const maskText = ({ source, network }: CompartmentMask): string =>
  network ? `network ${network.name} ${network.version} ${network.sha256}` : `mask ${source}`;

function cellTypesText(source: CellTypeSource = { kind: 'none' }): string {
  switch (source.kind) {
    case 'none':
      return 'none';
    case 'compartment':
      return 'cells in the tumour compartment are tumour cells';
    case 'classifier':
      return `classifier ${source.model.name} ${source.model.hash}`;
  }
}
