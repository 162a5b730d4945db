import { RESEARCH_USE } from '../researchUse';
import { PREDICTION_RESULT_VERSION, TARGETS } from './predictionResult';

const text = { type: 'string' } as const;
const textOrNull = { type: ['string', 'null'] } as const;
const number = { type: 'number' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const share = { type: 'number', minimum: 0, maximum: 1 } as const;
const digest = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;
const predictedClass = { enum: ['high', 'low'] } as const;

/** @param optional members that documents of before lack */
function object<Properties extends Record<string, unknown>>(
  properties: Properties,
  optional: Record<string, unknown> = {},
) {
  const required = Object.keys(properties);
  return { type: 'object', required, properties: { ...properties, ...optional } } as const;
}

const target = object({
  probability: share,
  threshold: share,
  thresholdSource: text,
  class: predictedClass,
  model: object(
    {
      name: text,
      version: text,
      sha256: digest,
      engine: text,
      tier: { enum: ['reference', 'native', 'webgpu'] },
      demonstration: { type: 'boolean' },
    },
    { auc: object({ value: share, data: text }) },
  ),
  gradcam: textOrNull,
  gradcamMax: { type: 'number', minimum: 0 },
});

const positive = { type: 'number', exclusiveMinimum: 0 } as const;

const slice = object(
  {
    index: count,
    sopInstanceUid: textOrNull,
    zMm: number,
    areaMm2: positive,
    roiVoxels: { type: 'integer', minimum: 1 },
    chosenBy: { enum: ['largest area', 'reader'] },
  },
  { instanceNumber: { type: 'integer' }, longAxisMm: positive, shortAxisMm: positive, meanHu: number },
);

const derivedTime = object({ count: { type: 'integer', minimum: 0, maximum: 3 }, class: predictedClass });

const provenance = object({
  software: object({ name: { const: 'TIMEscope' }, version: text }),
  preprocessing: object({
    window: object({ center: number, width: { type: 'number', exclusiveMinimum: 0 } }),
    crop: { enum: ['box', 'masked'] },
    marginPx: count,
    inputPx: count,
    box: object({ x: count, y: count, width: count, height: count }),
  }),
  digests: object({ slice: digest, roi: digest }),
  seriesUid: textOrNull,
  demonstration: { type: 'boolean' },
});

/** JSON Schema (2019-09) of PredictionResult. Members beyond these may stand beside them. */
export const predictionResultSchema = {
  title: 'TIMEscope prediction result',
  ...object({
    kind: { const: 'timescope.prediction' },
    version: { const: PREDICTION_RESULT_VERSION },
    researchUse: { const: RESEARCH_USE },
    slice,
    targets: {
      type: 'object',
      properties: Object.fromEntries(TARGETS.map(name => [name, target])),
      additionalProperties: false,
    },
    time: object({
      derived: { anyOf: [derivedTime, { type: 'null' }] },
      direct: { enum: ['high', 'low', null] },
    }),
    notEvaluable: { type: 'object', additionalProperties: text },
    flags: { type: 'array', items: object({ code: text, message: text }) },
    provenance,
    hash: digest,
  }),
} as const;
