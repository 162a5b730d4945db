import { DEMONSTRATION_WEIGHTS } from '@timescope/core/modelCard';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import type { CutoffDistance, ScoreResult } from '@timescope/core/result/scoreResult';

/** Name, value with its unit, and what it is of. */
type Row = readonly [name: string, value: string, of?: string | undefined];

/** The result for a reader at a terminal: each number beside its unit and denominator. */
export function scoreTable(result: ScoreResult): string {
  const { provenance } = result;
  const head = `${result.marker} (${provenance.measured} graded, preset ${provenance.preset})`;
  const rows = [...patchRows(result), ...markerRows(result), ...wholeRows(result), ...methodRows(result)];
  return `${[head, ...aligned(rows), ...compartmentLines(result), ...notes(result), RESEARCH_USE].join('\n')}\n`;
}

/** AutoIHC's own scores come first: they are what its preset was asked for. */
function patchRows({ patchScores }: ScoreResult): Row[] {
  if (!patchScores) return [];
  const { hScore, patches, scorer, tissue, nuclei, isSyntheticTrained, notes: doubts } = patchScores;
  const cells = nuclei === undefined ? '' : `, nuclei by ${nuclei}`;
  const of = `patch by patch (${patches.length}), scored by ${scorer}, tissue by ${tissue}${cells}`;
  const row = (name: string, value: number | null): Row => [
    name,
    value === null ? 'not evaluable' : `H-score ${value.toFixed(1)}`,
    of,
  ];
  return [
    row('Tumour cells', hScore.tumour),
    row('Stroma cells', hScore.stroma),
    ...doubts.map((doubt): Row => ['Note', doubt]),
    ...(isSyntheticTrained ? [['Networks', DEMONSTRATION_WEIGHTS] as Row] : []),
  ];
}

function markerRows(result: ScoreResult): Row[] {
  return [
    ...indexRows(result),
    ...result.categories.map((each): Row => [
      'Category',
      each.name,
      `${scoreName(each.score)} ${each.value.toFixed(1)}${unitOf(each.score)} of ${each.denominator}`,
    ]),
    ...result.cutoffs.map((each): Row => ['Cut-off', cutoffText(each), each.method]),
  ];
}

const INDICES = [
  ['ki67Index', 'Ki-67 index', ' %'],
  ['tps', 'TPS', ' %'],
  ['cps', 'CPS', ''],
] as const;

/** Scores of other markers are left out: they are not missing. */
function indexRows(result: ScoreResult): Row[] {
  const rows = INDICES.map(([key, name, unit]): Row => {
    const value = result[key];
    return value === null
      ? [name, because(result, key)]
      : [name, `${value.toFixed(1)}${unit}`, below(result, key)];
  });
  const { her2 } = result;
  const membranes: Row = her2
    ? [
        'HER2',
        her2.splitClass,
        `complete membranes ${her2.pcms.toFixed(1)} % (${her2.pcmsSource}) of ${below(result, 'her2') ?? ''}`,
      ]
    : ['HER2', because(result, 'her2')];
  return [...rows, membranes].filter(([, value]) => !value.includes('is defined for'));
}

const SCORE_NAMES: Readonly<Record<string, string>> = {
  percentPositive: 'percent positive',
  hScore: 'H-score',
  ...Object.fromEntries(INDICES.map(([key, name]) => [key, name])),
};

const scoreName = (score: string): string => SCORE_NAMES[score] ?? score;

/** CPS and the H-score are numbers, not percentages. */
const unitOf = (score: string): string => (score === 'cps' || score === 'hScore' ? '' : ' %');

function cutoffText({ cutoff, distance, low, high, crosses }: CutoffDistance): string {
  const side = distance < 0 ? 'below' : 'above';
  const sure = crosses ? 'NOT SURE: the interval crosses it' : 'clear of it';
  return `${Math.abs(distance).toFixed(1)} ${side} ${cutoff}; interval ${low.toFixed(1)} to ${high.toFixed(1)}, ${sure}`;
}

function wholeRows(result: ScoreResult): Row[] {
  const { cells, gradeCounts, coverage, densityPerMm2, allred } = result;
  const [negative, weak, moderate, strong] = gradeCounts;
  const density = densityPerMm2.whole;
  const left = cells.notEvaluable === 0 ? '' : `; ${cells.notEvaluable} not evaluable`;
  return [
    [
      'Positive',
      valued(result, 'percentPositive', result.percentPositive, ' %'),
      `${cells.positive} of ${cells.total} cells${left}`,
    ],
    ['H-score', valued(result, 'hScore.whole', result.hScore.whole, ''), 'of 300'],
    [
      'H by pixels',
      valued(result, 'hScorePixels.whole', result.hScorePixels.whole, ''),
      'of 300, all pixels within cells',
    ],
    ...allredRows(allred),
    ['Grades', `negative ${negative}, 1+ ${weak}, 2+ ${moderate}, 3+ ${strong}`],
    [
      'Density',
      density === null
        ? because(result, 'densityPerMm2.whole')
        : `${density.cells.toFixed(0)} cells/mm2, ${density.positive.toFixed(0)} positive/mm2`,
    ],
    [
      'Tissue',
      `${coverage.analysedMm2.toFixed(4)} mm2 read`,
      `of ${coverage.requestedMm2.toFixed(4)} mm2 tissue`,
    ],
    ...artefactRows(result),
  ];
}

/** The category rests on the tumour where it is known, so its Allred score stands first. */
function allredRows({ whole, tumour }: ScoreResult['allred']): Row[] {
  if (whole === null) return [];
  return [
    ['Allred', tumour === null ? `${whole}` : `${tumour} of tumour, ${whole} of the whole area`, 'of 8'],
  ];
}

/** Bare glass is part of the area; pen, folds and what is out of focus are part of the tissue. */
function artefactRows({ artefacts }: ScoreResult): Row[] {
  const found = Object.entries(artefacts.percent).filter(([, percent]) => percent >= 0.05);
  return found.map(([name, percent], row) => [
    row === 0 ? 'Left out' : '',
    `${name} ${percent.toFixed(1)} %`,
    name === 'blank' ? 'of the area asked for' : 'of the tissue with what is left out of it',
  ]);
}

function methodRows(result: ScoreResult): Row[] {
  const { provenance, hash } = result;
  const { thresholds, white, stainVectors } = provenance;
  return [
    [
      'Thresholds',
      `DAB OD ${thresholds.positiveDab.map(value => Number(value.toFixed(4))).join(' / ')}`,
      `at white ${white.rgb.join(' ')} (${white.rule}), ${stainVectors.rule} vectors`,
    ],
    ['Detector', detectorText(provenance), provenance.method],
    ...(provenance.detectorReason === undefined ? [] : [['', provenance.detectorReason] as Row]),
    ...tissueRows(provenance),
    ...tierRows(result),
    ['Hash', hash],
  ];
}

/** What told tumour from stroma, where a network did. */
function tissueRows({ tissueNetwork: network }: ScoreResult['provenance']): Row[] {
  if (!network) return [];
  const { name, version, sha256, isSyntheticTrained } = network;
  const by = `network ${name} ${version} (${sha256.slice(0, 12)})`;
  return [['Tumour by', by, isSyntheticTrained ? DEMONSTRATION_WEIGHTS : undefined]];
}

/** Of the networks; said where one ran. */
function tierRows({ provenance, patchScores }: ScoreResult): Row[] {
  const tier = provenance.tier === 'reference' ? (patchScores?.tier ?? 'reference') : provenance.tier;
  if (tier === 'reference' && !provenance.network && !provenance.tissueNetwork) return [];
  return [
    ['Tier', tier, tier === 'reference' ? 'the same on every machine' : "last digits are this machine's"],
  ];
}

function detectorText({ detector, network, thresholds }: ScoreResult['provenance']): string {
  if (network)
    return `network ${network.name} ${network.version} (${network.sha256.slice(0, 12)})${detector === 'network' ? '' : ' beside the classical one'}, from probability ${thresholds.detection}`;
  return `${detector}, ${detector === 'generic' ? 'ring contrast' : 'threshold'} ${thresholds.detection} OD`;
}

/** The scores of tumour and stroma side by side, where they were told apart. */
function compartmentLines(result: ScoreResult): string[] {
  const { tumour, stroma } = result.compartments;
  if (tumour.cells === null && stroma.cells === null) return [];
  const number = (value: number | null | undefined, digits: number) => value?.toFixed(digits) ?? '-';
  const line = (name: string, part: typeof tumour) =>
    name.padEnd(13) +
    [
      number(part.cells?.total, 0),
      number(part.percentPositive, 1),
      number(part.hScore, 1),
      number(part.densityPerMm2?.positive, 0),
      number(part.areaMm2, 4),
    ]
      .map(text => text.padStart(14))
      .join('');
  const titles = ['cells scored', 'positive %', 'H-score', 'positive/mm2', 'area mm2'].map(title =>
    title.padStart(14),
  );
  return [
    '',
    ''.padEnd(13) + titles.join(''),
    line('Tumour', tumour),
    line('Stroma', stroma),
    ...partDenominators(result, 'Tumour', 'tumour'),
    ...partDenominators(result, 'Stroma', 'stroma'),
    '',
  ];
}

/** Scores and densities of one row may rest on different cells. */
function partDenominators(result: ScoreResult, name: string, key: 'tumour' | 'stroma'): string[] {
  const scored = below(result, `hScore.${key}`);
  const inside = below(result, `densityPerMm2.${key}`);
  if (scored === undefined) return [];
  const density = inside === undefined ? '' : `; positive/mm2 of ${inside}`;
  return [`${name}: positive % and H-score of ${scored}${density}`];
}

function notes(result: ScoreResult): string[] {
  return result.warnings.map(({ code, message }) => `${NOTES.has(code) ? 'Note' : 'Warning'}: ${message}`);
}

const NOTES: ReadonlySet<string> = new Set(['PRESET_NOTE', 'LOW_TUMOUR_NOTE']);

function aligned(rows: readonly Row[]): string[] {
  const short = rows.filter(([, , of]) => of !== undefined).map(([, value]) => value.length);
  const width = Math.min(34, Math.max(0, ...short));
  return rows.map(([name, value, of]) =>
    `${name.padEnd(13)}${of === undefined ? value : `${value.padEnd(width)}  ${of}`}`.trimEnd(),
  );
}

const valued = (result: ScoreResult, path: string, value: number | null, unit: string): string =>
  value === null ? because(result, path) : `${value.toFixed(1)}${unit}`;

const below = (result: ScoreResult, path: string): string | undefined => result.denominators[path];

const because = (result: ScoreResult, path: string): string =>
  `not evaluable: ${result.notEvaluable[path] ?? 'no reason given.'}`;
