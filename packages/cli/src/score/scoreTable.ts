import { RESEARCH_USE } from '@timescope/core/researchUse';
import type { ScoreResult } from '@timescope/core/result/scoreResult';

/** The result for a reader at a terminal: each number beside its denominator and unit. */
export function scoreTable(result: ScoreResult): string {
  const { cells, gradeCounts, provenance, coverage } = result;
  const [negative, weak, moderate, strong] = gradeCounts;
  const density = result.densityPerMm2.whole;
  const rows: [string, string][] = [
    ['Positive', percent(result, `${cells.positive} of ${cells.total} nuclei`)],
    ['H-score', hScore(result)],
    ['Grades', `negative ${negative}, 1+ ${weak}, 2+ ${moderate}, 3+ ${strong}`],
    [
      'Density',
      density
        ? `${density.cells.toFixed(0)} nuclei/mm2, ${density.positive.toFixed(0)} positive/mm2`
        : because(result, 'densityPerMm2.whole'),
    ],
    ['Tissue', `${coverage.analysedMm2.toFixed(4)} of ${coverage.requestedMm2.toFixed(4)} mm2 analysed`],
    [
      'Thresholds',
      `DAB OD ${provenance.thresholds.positiveDab.join(' / ')} at white ${provenance.white.rgb.join(' ')}`,
    ],
    ['Hash', result.hash],
  ];
  const lines = rows.map(([name, text]) => `${name.padEnd(11)}${text}`);
  const warnings = result.warnings.map(warning => `Warning: ${warning.message}`);
  return `${[result.marker, ...lines, ...warnings, RESEARCH_USE].join('\n')}\n`;
}

function percent(result: ScoreResult, of: string): string {
  const share = result.percentPositive;
  return share === null ? because(result, 'percentPositive') : `${share.toFixed(1)} % (${of})`;
}

function hScore(result: ScoreResult): string {
  const score = result.hScore.whole;
  return score === null
    ? because(result, 'hScore.whole')
    : `${score.toFixed(1)} (0 to 300, ${result.cells.total} nuclei)`;
}

const because = (result: ScoreResult, name: string): string =>
  `not evaluable: ${result.notEvaluable[name] ?? 'no reason given.'}`;
