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

const compartment = object({
  cells: orNull(counts),
  percentPositive: numberOrNull,
  hScore: numberOrNull,
  allred: numberOrNull,
  densityPerMm2: orNull(density),
  areaMm2: numberOrNull,
});

const provenance = object({
  software: object({ name: { const: 'TIMEscope' }, version: { type: 'string' } }),
  method: { type: 'string' },
  preset: { type: 'string' },
  engine: { type: 'string' },
  tier: { enum: ['reference', 'native', 'webgpu'] },
  thresholds: object({ positiveDab: triple, detectionRingContrast: { type: 'number' } }),
  white: object({ rule: { type: 'string' }, rgb: triple }),
  stainVectors: object({ haematoxylin: triple, dab: triple }),
  level: object({ index: count, mpp: object({ x: { type: 'number' }, y: { type: 'number' } }) }),
  workingMpp: { type: 'number' },
  region: { type: ['string', 'array'] },
  input: object({ description: { type: 'string' }, digest: { type: 'string' } }),
});

/** JSON Schema (2019-09) of ScoreResult. Members beyond these may stand beside them. */
export const scoreResultSchema = {
  title: 'TIMEscope score result',
  ...object({
    kind: { const: 'timescope.score' },
    version: { const: SCORE_RESULT_VERSION },
    researchUse: { const: RESEARCH_USE },
    marker: { type: 'string' },
    status: { enum: ['complete', 'partial'] },
    cells: counts,
    percentPositive: { type: ['number', 'null'], minimum: 0, maximum: 100 },
    gradeCounts: { type: 'array', items: count, minItems: 4, maxItems: 4 },
    hScore: byCompartment({ type: ['number', 'null'], minimum: 0, maximum: 300 }),
    allred: byCompartment({ type: ['number', 'null'], minimum: 0, maximum: 8 }),
    densityPerMm2: byCompartment(orNull(density)),
    areaMm2: byCompartment(numberOrNull),
    tumourFraction: numberOrNull,
    tumourCellularity: numberOrNull,
    compartments: object({ tumour: compartment, stroma: compartment }),
    notEvaluable: { type: 'object', additionalProperties: { type: 'string' } },
    warnings: {
      type: 'array',
      items: object({ code: { type: 'string' }, message: { type: 'string' } }),
    },
    coverage: object({
      requestedMm2: { type: 'number', minimum: 0 },
      analysedMm2: { type: 'number', minimum: 0 },
      fraction: numberOrNull,
      tiles: object({ total: count, unreadable: count, neverScanned: count }),
    }),
    provenance,
    hash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  }),
} as const;
