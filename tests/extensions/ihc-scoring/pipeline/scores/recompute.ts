import type { CompartmentScores, Her2, ScoreResult } from '@timescope/core/result/scoreResult';
import { presets, type PresetName } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { execFileSync } from 'node:child_process';
import path from 'node:path';

/** What tests/oracles/recompute_scores.py prints. */
export interface Recomputed {
  readonly notEvaluable: number;
  readonly gradeCounts: readonly number[];
  readonly parts: Readonly<Record<'whole' | 'tumour' | 'stroma', RecomputedPart>>;
  readonly tumourShare: number | null;
  readonly cps: number | null;
  readonly her2: Pick<Her2, 'splitClass' | 'pcms'> | null;
  readonly tumourCellularity: number | null;
  readonly tumourFraction: number | null;
  /** Cells whose grade by the tool is not that of their density; only where thresholds were given. */
  readonly wronglyGraded?: number;
  /** Cells of which cells.csv says other than cells.geojson; only where it was given. */
  readonly otherInTable?: number;
  readonly hotspots?: readonly RecomputedHotspot[];
}

/** The counts of the best fields; where they lie is not compared: of equal fields another may be taken. */
export interface RecomputedHotspot {
  readonly by: string;
  readonly of: string;
  readonly x: number;
  readonly y: number;
  readonly cells: number;
  readonly positive: number;
  /** Absent of the whole field. */
  readonly tissueMm2?: number;
}

interface RecomputedPart extends Pick<
  CompartmentScores,
  'percentPositive' | 'hScore' | 'allred' | 'hScorePixels' | 'positiveAreaPercent'
> {
  readonly density: number | null;
  readonly positiveDensity: number | null;
}

/** Every score, from cells.geojson and regions.csv of a folder alone. */
export function recomputed(
  from: string,
  isTyped: boolean,
  preset: PresetName,
  pcms?: number,
  more: readonly string[] = [],
): Recomputed {
  const script = path.join(import.meta.dirname, '../../../../oracles/recompute_scores.py');
  const types = ['--types', isTyped ? 'known' : 'none', '--scored', presets[preset].cellsScored];
  const entered = pcms === undefined ? [] : ['--pcms', String(pcms)];
  const files = ['cells.geojson', 'regions.csv'].map(name => path.join(from, name));
  return JSON.parse(
    execFileSync('python3', [script, ...files, ...types, ...entered, ...more], { encoding: 'utf8' }),
  ) as Recomputed;
}

/** Every number of the document that is not null, against the other computation. */
export function requireEqual(result: ScoreResult, oracle: Recomputed): number {
  let compared = 0;
  const same = (name: string, ours: number | null | undefined, theirs: number | null) => {
    if (ours === null || ours === undefined) return;
    expect([name, ours]).toEqual([name, expect.closeTo(theirs ?? Number.NaN, 9)]);
    compared++;
  };
  expect(result.gradeCounts).toEqual(oracle.gradeCounts);
  expect(result.cells.notEvaluable).toBe(oracle.notEvaluable);
  same('percentPositive', result.percentPositive, oracle.parts.whole.percentPositive);
  for (const key of ['whole', 'tumour', 'stroma'] as const) {
    const theirs = oracle.parts[key];
    for (const name of ['hScore', 'hScorePixels', 'allred', 'positiveAreaPercent'] as const)
      same(`${name}.${key}`, result[name][key], theirs[name]);
    same(`density.${key}`, result.densityPerMm2[key]?.cells, theirs.density);
    same(`positiveDensity.${key}`, result.densityPerMm2[key]?.positive, theirs.positiveDensity);
    if (key !== 'whole')
      same(`percent.${key}`, result.compartments[key].percentPositive, theirs.percentPositive);
  }
  same('ki67Index', result.ki67Index, oracle.tumourShare);
  same('tps', result.tps, oracle.tumourShare);
  same('cps', result.cps, oracle.cps);
  same('tumourCellularity', result.tumourCellularity, oracle.tumourCellularity);
  same('tumourFraction', result.tumourFraction, oracle.tumourFraction);
  if (result.her2) {
    expect(result.her2.splitClass).toBe(oracle.her2?.splitClass);
    same('pcms', result.her2.pcms, oracle.her2?.pcms ?? null);
  }
  return compared;
}
