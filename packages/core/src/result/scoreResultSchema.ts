import { RESEARCH_USE } from '../researchUse';
import { SCORE_RESULT_VERSION } from './scoreResult';

const numberOrNull = { type: ['number', 'null'] } as const;
const count = { type: 'integer', minimum: 0 } as const;
const triple = { type: 'array', items: { type: 'number' }, minItems: 3, maxItems: 3 } as const;

function object<Properties extends Record<string, unknown>>(properties: Properties) {
  return { type: 'object', required: Object.keys(properties), properties } as const;
}

function orNull<Schema>(schema: Schema) {
  return { anyOf: [schema, { type: 'null' }] } as const;
}

function byCompartment<Schema>(schema: Schema) {
  return object({ whole: schema, tumour: schema, stroma: schema });
}

const counts = object({ total: count, positive: count });
const density = object({ cells: { type: 'number' }, positive: { type: 'number' } });

const percentOrNull = { type: ['number', 'null'], minimum: 0, maximum: 100 } as const;
const shareOrNull = { type: ['number', 'null'], minimum: 0, maximum: 1 } as const;
const hScoreOrNull = { type: ['number', 'null'], minimum: 0, maximum: 300 } as const;
const allredOrNull = { type: ['integer', 'null'], minimum: 0, maximum: 8 } as const;
const text = { type: 'string' } as const;
const number = { type: 'number' } as const;
const list = <Schema>(items: Schema) => ({ type: 'array', items }) as const;
const texts = { type: 'object', additionalProperties: text } as const;
const point = object({ x: number, y: number });

const compartment = object({
  cells: orNull(counts),
  percentPositive: percentOrNull,
  hScore: hScoreOrNull,
  hScorePixels: hScoreOrNull,
  allred: allredOrNull,
  densityPerMm2: orNull(density),
  areaMm2: numberOrNull,
  positiveAreaPercent: percentOrNull,
});

const her2 = object({
  class: { enum: ['0', '1+', '2+', '3+'] },
  splitClass: { enum: ['0 (no staining)', '0 (faint, at most 10 %)', '1+', '2+', '3+'] },
  percentIntenseComplete: number,
  percentWeakToModerateComplete: number,
  percentIncomplete: number,
  pcms: number,
  pcmsSource: { enum: ['measured', 'entered'] },
  rule: text,
});

const category = object({ score: text, value: number, name: text, denominator: text, source: text });

const cutoff = object({
  score: text,
  value: number,
  cutoff: number,
  distance: number,
  low: number,
  high: number,
  crosses: { type: 'boolean' },
  method: text,
});

const hotspot = object({
  by: text,
  of: text,
  x: number,
  y: number,
  width: number,
  height: number,
  fieldMm2: number,
  cells: count,
  positive: count,
  cellsPerMm2: numberOrNull,
  positivePerMm2: numberOrNull,
  percentPositive: percentOrNull,
});

const sums = object({
  cells: { type: 'array', items: count, minItems: 90, maxItems: 90 },
  tissuePixels: { type: 'array', items: count, minItems: 12, maxItems: 12 },
  cellPixels: { type: 'array', items: count, minItems: 12, maxItems: 12 },
});

const provenance = object({
  software: object({ name: { const: 'TIMEscope' }, version: text }),
  method: text,
  preset: text,
  engine: text,
  tier: { enum: ['reference', 'native', 'webgpu'] },
  detector: text,
  measured: { enum: ['nucleus', 'cytoplasm', 'membrane', 'cell', 'cell-all-round'] },
  cellExpansionUm: number,
  thresholds: object({ positiveDab: triple, detection: number, source: text }),
  white: object({ rule: text, rgb: triple }),
  stainVectors: object({ rule: text, haematoxylin: triple, dab: triple }),
  estimatedStain: object({ white: triple }),
  level: object({ index: count, mpp: point }),
  workingMpp: number,
  compartments: text,
  cellTypes: text,
  input: object({ description: text, digest: text }),
});

/** JSON Schema (2019-09) of ScoreResult. Members beyond these may stand beside them. */
export const scoreResultSchema = {
  title: 'TIMEscope score result',
  ...object({
    kind: { const: 'timescope.score' },
    version: { const: SCORE_RESULT_VERSION },
    researchUse: { const: RESEARCH_USE },
    marker: text,
    status: { enum: ['complete', 'partial'] },
    cells: object({ total: count, positive: count, notEvaluable: count }),
    percentPositive: percentOrNull,
    gradeCounts: { type: 'array', items: count, minItems: 4, maxItems: 4 },
    hScore: byCompartment(hScoreOrNull),
    hScorePixels: byCompartment(hScoreOrNull),
    allred: byCompartment(allredOrNull),
    densityPerMm2: byCompartment(orNull(density)),
    areaMm2: byCompartment(numberOrNull),
    positiveAreaPercent: byCompartment(percentOrNull),
    ki67Index: percentOrNull,
    tps: percentOrNull,
    cps: percentOrNull,
    her2: orNull(her2),
    tumourFraction: shareOrNull,
    tumourCellularity: shareOrNull,
    compartments: object({ tumour: compartment, stroma: compartment }),
    categories: list(category),
    cutoffs: list(cutoff),
    hotspots: list(hotspot),
    artefacts: object({ of: text, percent: { type: 'object', additionalProperties: number } }),
    denominators: texts,
    notEvaluable: texts,
    warnings: list(object({ code: text, message: text })),
    coverage: object({
      requestedMm2: { type: 'number', minimum: 0 },
      analysedMm2: { type: 'number', minimum: 0 },
      fraction: numberOrNull,
      tiles: object({ total: count, unreadable: count, neverScanned: count }),
    }),
    sums,
    provenance,
    run: { type: 'object' },
    hash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  }),
} as const;
