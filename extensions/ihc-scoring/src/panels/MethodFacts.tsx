import { DEMONSTRATION_WEIGHTS } from '@timescope/core/modelCard';
import { Facts } from '@timescope/ohif/controls';
import type { Measurement } from '../services/scoringState';
import type { ShownResult } from '../services/shown';
import { strings } from '../strings';

/** All that is needed to judge the score and to make it again. */
export function MethodFacts({ measurement, shown }: { measurement: Measurement; shown: ShownResult }) {
  const { provenance } = shown;
  const { thresholds, white, level } = provenance;
  return (
    <>
      <Facts
        facts={[
          { name: strings.methodUsed, value: provenance.method },
          { name: strings.level, value: strings.levelUsed(level.index, level.mpp.x, provenance.workingMpp) },
          { name: strings.white, value: strings.whiteUsed(white.rgb, white.rule), testId: 'white-point' },
          { name: strings.thresholds, value: strings.thresholdsUsed(thresholds.positiveDab) },
          ...detectionFacts(provenance),
          ...tissueFacts(provenance),
          { name: strings.colours, value: strings.coloursAsStored },
          { name: strings.compute, value: strings.computeUsed(measurement.seconds, provenance.engine) },
          { name: strings.threads, value: threadsNote(), testId: 'threads' },
          { name: strings.software, value: `${provenance.software.name} ${provenance.software.version}` },
          { name: strings.reader, value: measurement.reader ?? strings.readerUnknown },
        ]}
      />
      <div className="ts-dim ts-small">{strings.opticalDensityNote}</div>
    </>
  );
}

function detectionFacts({ network, detector, detectorReason = '', thresholds }: ShownResult['provenance']) {
  if (!network)
    return [
      { name: strings.nucleiBy, value: detectorReason },
      { name: strings.detectionThreshold, value: strings.detectionUsed(thresholds.detection) },
    ];
  const by = detector === 'network' ? strings.nucleiNetwork : strings.nucleiBeside;
  return [
    { name: strings.nucleiBy, value: `${by(network.name, network.version)}. ${detectorReason}` },
    { name: strings.detectionThreshold, value: strings.networkThresholdUsed(thresholds.detection) },
  ];
}

function tissueFacts({ tissueNetwork: network }: ShownResult['provenance']) {
  if (!network) return [];
  const by = strings.nucleiNetwork(network.name, network.version);
  const value = network.isSyntheticTrained ? `${by}. ${DEMONSTRATION_WEIGHTS}.` : by;
  return [{ name: strings.tissueBy, value, testId: 'tissue-used' }];
}

const threadsNote = (): string =>
  window.crossOriginIsolated ? strings.oneThread : strings.oneThreadNotIsolated;
