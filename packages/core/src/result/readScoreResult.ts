import { TimescopeError } from '../errors';
import type { ByCompartment, Counts, Density, ScoreResult, Rgb, Vectors } from './scoreResult';

/**
 * A stored result of any version, as the version of today.
 * @throws TimescopeError USAGE for anything else, and for one that lacks what a run is known and repeated by.
 */
export function readScoreResult(document: unknown): ScoreResult {
  const { kind, version } = (document ?? {}) as { kind?: unknown; version?: unknown };
  if (kind === 'timescope.score' && version === 2) return version2(document);
  if (kind === 'timescope.score' && version === 1) return fromVersion1(document as ScoreResultV1);
  throw new TimescopeError(
    'USAGE',
    `This is no score result of version 1 or 2 (kind ${show(kind)}, version ${show(version)}).`,
    {
      kind: 'usage',
      nextStep: 'Give the result.json of a score run, or update TIMEscope.',
    },
  );
}

/** Its numbers are trusted; what other code looks things up by must be there. */
function version2(document: unknown): ScoreResult {
  const { hash, run, provenance } = document as Readonly<Record<string, unknown>>;
  if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash))
    throw wrongMember('hash', hash, '64 hexadecimal digits');
  requireObject('run', run);
  const { method, input } = requireObject('provenance', provenance);
  requireText('provenance.method', method);
  requireText('provenance.input.digest', requireObject('provenance.input', input).digest);
  return document as ScoreResult;
}

function requireObject(path: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>;
  throw wrongMember(path, value, 'an object');
}

function requireText(path: string, value: unknown): void {
  if (typeof value !== 'string') throw wrongMember(path, value, 'a text');
}

const wrongMember = (path: string, value: unknown, expected: string): TimescopeError =>
  new TimescopeError(
    'USAGE',
    `In the score result "${path}" is ${show(value).slice(0, 60)}; expected ${expected}.`,
    { kind: 'usage', nextStep: 'Give the result.json of a score run as it was written.' },
  );

const show = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value));

/** The document of TIMEscope 0.1. */
export interface ScoreResultV1 extends Pick<
  ScoreResult,
  | 'kind'
  | 'researchUse'
  | 'marker'
  | 'status'
  | 'percentPositive'
  | 'gradeCounts'
  | 'warnings'
  | 'coverage'
  | 'hash'
> {
  readonly version: 1;
  readonly cells: Counts;
  readonly hScore: ByCompartment<number>;
  readonly densityPerMm2: ByCompartment<Density>;
  readonly areaMm2: ByCompartment<number>;
  readonly notEvaluable: Readonly<Record<string, string>>;
  readonly provenance: Pick<
    ScoreResult['provenance'],
    'software' | 'method' | 'preset' | 'engine' | 'tier' | 'level' | 'workingMpp' | 'input'
  > & {
    readonly thresholds: { readonly positiveDab: Rgb; readonly detectionRingContrast: number };
    readonly white: { readonly rule: string; readonly rgb: Rgb };
    readonly stainVectors: Vectors;
    readonly region: 'whole slide' | readonly (readonly [number, number])[];
  };
}

const NOT_IN_VERSION_1 = 'Not part of a result of version 1; score the slide again.';

/** What version 1 did not know is null with that reason; its hash stays. */
function fromVersion1(old: ScoreResultV1): ScoreResult {
  const nothing = { whole: null, tumour: null, stroma: null };
  return {
    ...old,
    version: 2,
    cells: { ...old.cells, notEvaluable: 0 },
    hScorePixels: nothing,
    allred: nothing,
    positiveAreaPercent: nothing,
    ki67Index: null,
    tps: null,
    cps: null,
    her2: null,
    tumourFraction: null,
    tumourCellularity: null,
    compartments: { tumour: NO_COMPARTMENT, stroma: NO_COMPARTMENT },
    categories: [],
    cutoffs: [],
    hotspots: [],
    artefacts: { of: 'tissue', percent: {} },
    denominators: {},
    notEvaluable: {
      ...Object.fromEntries(NEW_PATHS.map(path => [path, NOT_IN_VERSION_1])),
      ...old.notEvaluable,
    },
    sums: { cells: [], tissuePixels: [], cellPixels: [] },
    provenance: provenanceOf(old.provenance),
    run: {},
  };
}

function provenanceOf(old: ScoreResultV1['provenance']): ScoreResult['provenance'] {
  const { positiveDab, detectionRingContrast } = old.thresholds;
  return {
    ...old,
    detector: 'generic',
    measured: 'nucleus',
    cellExpansionUm: 5,
    thresholds: { positiveDab, detection: detectionRingContrast, source: NOT_IN_VERSION_1 },
    stainVectors: { rule: 'default', ...old.stainVectors },
    estimatedStain: { white: old.white.rgb },
    compartments: 'none',
    cellTypes: 'none',
  };
}

const NO_COMPARTMENT = {
  cells: null,
  percentPositive: null,
  hScore: null,
  hScorePixels: null,
  allred: null,
  densityPerMm2: null,
  areaMm2: null,
  positiveAreaPercent: null,
} as const;

const NEW_PATHS = ['hScorePixels.whole', 'positiveAreaPercent.whole', 'ki67Index', 'tps', 'cps', 'her2'];
