import type { ScoreResult } from '@timescope/core/result/scoreResult';

/** All that the numbers depend on, one a line, for the algorithm identification. */
export function parametersOf({ provenance, patchScores, hash }: ScoreResult): readonly string[] {
  const { thresholds, white, stainVectors, level } = provenance;
  const numbers = (values: readonly number[]) => values.join(' ');
  return [
    `preset ${provenance.preset}`,
    `engine ${provenance.engine}, tier ${provenance.tier}`,
    `detector ${provenance.detector}, threshold ${thresholds.detection}`,
    ...networkLine(provenance.network),
    ...networkLine(provenance.tissueNetwork, 'tissue '),
    ...networkLine(patchScores?.networks?.scorer, 'patch score '),
    `measured ${provenance.measured}, cell expansion ${provenance.cellExpansionUm} um`,
    `positive DAB ${numbers(thresholds.positiveDab)} (${thresholds.source})`,
    `white ${numbers(white.rgb)} (${white.rule})`,
    `haematoxylin ${numbers(stainVectors.haematoxylin)} (${stainVectors.rule})`,
    `DAB ${numbers(stainVectors.dab)}`,
    `level ${level.index}, ${level.mpp.x} x ${level.mpp.y} um/px, measured at ${provenance.workingMpp} um/px`,
    `compartments ${provenance.compartments}`,
    `cell types ${provenance.cellTypes}`,
    `input ${provenance.input.digest}`,
    `score hash ${hash}`,
  ];
}

const networkLine = (network: ScoreResult['provenance']['network'], of = ''): readonly string[] =>
  network
    ? [
        `${of}network ${network.name} ${network.version}, SHA-256 ${network.sha256}` +
          (network.isSyntheticTrained ? ', trained on generated images alone' : ''),
      ]
    : [];
