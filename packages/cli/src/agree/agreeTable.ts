import type { IntraclassCorrelation } from '@timescope/core/statistics/icc';
import type { CohortDocument, PairDocument } from './agreeDocument';
import type { MeasureSummary } from './cohortAgreement';
import type { ComparedPair, PairRadiomics } from './comparedPair';

/** Two ROIs for a person at a terminal. */
export function pairTable(said: PairDocument): string {
  const { largestSlice: slice, volumeMm3: volume, surface } = said;
  return [
    said.researchUse,
    '',
    `A  ${said.roiA}`,
    `B  ${said.roiB}`,
    '',
    `Dice                   ${said.dice.toFixed(4)}  (${said.voxels.shared} voxels shared of ${said.voxels.a} and ${said.voxels.b})`,
    `Hausdorff              ${mm(said.hausdorffMm)}  (surfaces, larger direction)`,
    `HD95                   ${mm(said.hd95Mm)}  (surfaces, mean of both directions; the larger is ${mm(surface.hd95LargerMm)})`,
    `Mean surface distance  ${mm(said.meanSurfaceDistanceMm)}  (mean of both directions)`,
    `Volume                 ${volume.a.toFixed(1)} and ${volume.b.toFixed(1)} mm3, A - B ${percent(volume.differencePercent)}`,
    `Largest slice          ${slice.a.index} (${slice.a.areaMm2.toFixed(1)} mm2) and ${slice.b.index} (${slice.b.areaMm2.toFixed(1)} mm2), ${mm(slice.apartMm)} apart, A - B ${percent(slice.areaDifferencePercent)}`,
    `Dice on these slices   ${slice.diceOnSliceOfA.toFixed(4)} and ${slice.diceOnSliceOfB.toFixed(4)}`,
    ...(said.radiomics ? ['', ...featureRows(said.radiomics)] : []),
    ...said.warnings.map(({ message }) => `Note: ${message}`),
    '',
  ].join('\n');
}

/** A cohort for a person at a terminal. */
export function cohortTable({ researchUse, pairs, leftOut, cohort }: CohortDocument): string {
  return [
    researchUse,
    '',
    ...aligned([
      ['Pair', 'Dice', 'Hausdorff mm', 'HD95 mm', 'Mean surface mm', 'Volume A - B', 'Slices apart'],
      ...pairs.map(pairRow),
    ]),
    '',
    ...aligned([
      ['Measure', 'Mean', 'SD', 'Median', 'Least', 'Greatest'],
      ...Object.entries(cohort.measures).map(measureRow),
    ]),
    '',
    ...aligned([
      ['Feature', 'Pairs', 'ICC(2,1)', '95 % interval', 'ICC(3,1)', '95 % interval'],
      ...Object.entries(cohort.icc).map(([name, { subjects, icc21, icc31 }]) => [
        name,
        String(subjects),
        ...iccCells(icc21),
        ...iccCells(icc31),
      ]),
    ]),
    ...Object.entries(cohort.notEvaluable).map(([name, reason]) => `ICC of ${name} not evaluable: ${reason}`),
    ...leftOut.map(({ name, reason }) => `Left out: ${name}. ${reason}`),
    ...pairs.flatMap(({ name, warnings }) => warnings.map(({ message }) => `Note on ${name}: ${message}`)),
    '',
  ].join('\n');
}

const mm = (value: number) => `${value.toFixed(2)} mm`;

const percent = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(1)} %`;

const shown = (value: number | null) =>
  value === null ? 'not evaluable' : String(Number(value.toPrecision(6)));

function featureRows({ profile, features, notEvaluable }: PairRadiomics): string[] {
  const rows = Object.entries(features).map(([name, { a, b }]) => [name, shown(a), shown(b)]);
  return [
    ...aligned([[`Feature (${profile})`, 'A', 'B'], ...rows]),
    ...Object.entries(notEvaluable).map(([name, reason]) => `${name} not evaluable: ${reason}`),
  ];
}

const pairRow = (pair: ComparedPair & { readonly name: string }): string[] => [
  pair.name,
  pair.dice.toFixed(4),
  pair.hausdorffMm.toFixed(2),
  pair.hd95Mm.toFixed(2),
  pair.meanSurfaceDistanceMm.toFixed(2),
  percent(pair.volumeMm3.differencePercent),
  String(pair.largestSlice.slicesApart),
];

const measureRow = ([name, { mean, sd, median, min, max }]: [string, MeasureSummary]): string[] => [
  name,
  ...[mean, sd, median, min, max].map(value => (value === null ? '-' : value.toFixed(3))),
];

const iccCells = ({ value, lower, upper }: IntraclassCorrelation): string[] => [
  value.toFixed(3),
  `${lower.toFixed(3)} to ${upper.toFixed(3)}`,
];

/** Columns as wide as their widest cell, two spaces between them. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  return rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
