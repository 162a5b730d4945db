import path from 'node:path';
import { matrixPoint } from '@timescope/core/frames';
import { plainImageSource } from '@timescope/core/plainPyramid';
import type { Her2 } from '@timescope/core/result/scoreResult';
import { micrometresPerPixel } from '@timescope/core/units';
import { inThisThread } from '@timescope/extension-ihc-scoring/pipeline/inThisThread';
import { scoreSlide } from '@timescope/extension-ihc-scoring/pipeline/scoreSlide';
import { loadNucleusKernels } from '@timescope/runtime/kernels/loadNucleusKernels';
import { compressed } from '@timescope/synthetic/field/compressed';
import { makeField } from '@timescope/synthetic/field/field';
import { scannerField, type FieldSpec, type WholeCellStain } from '@timescope/synthetic/field/fieldSpec';
import { writeBlock } from './validation/generatedBlock';

const USUAL: WholeCellStain = { membranePositive: 0.7, membrane: 0.6, complete: 0.5, cytoplasm: 0.08 };

/** What differs from the usual field, by the name of its row. */
const FIELDS: Readonly<Record<string, Partial<WholeCellStain> & { readonly spec?: Partial<FieldSpec> }>> = {
  'no membrane stained': { membranePositive: 0, membrane: 0, complete: 0, cytoplasm: 0 },
  '15 % of cells stained, all complete': { membranePositive: 0.15, complete: 1 },
  '35 % of cells stained': { membranePositive: 0.35 },
  usual: {},
  'usual, another place': { spec: { seed: 2 } },
  'membrane OD 0.3': { membrane: 0.3 },
  'membrane OD 0.9': { membrane: 0.9 },
  'none complete': { complete: 0 },
  '30 % complete': { complete: 0.3 },
  'all complete': { complete: 1 },
  'every cell stained, none complete': { membranePositive: 1, complete: 0 },
  'every cell stained, half complete': { membranePositive: 1 },
  'every cell stained, all complete, OD 0.3': { membranePositive: 1, complete: 1, membrane: 0.3 },
  'every cell stained, all complete, OD 0.9': { membranePositive: 1, complete: 1, membrane: 0.9 },
  'cytoplasm OD 0.2': { cytoplasm: 0.2 },
  crowded: { spec: { paired: 0.6, density: 1.5 } },
  sparse: { spec: { density: 0.7 } },
  'noise (grey values) 6': { spec: { noise: 6 } },
  'blur (sigma) 0.6 um': { spec: { blurUm: 0.6 } },
  'scale 0.5 um/px': { spec: { mpp: 0.5 } },
  'counterstain x 0.6': { spec: { haematoxylin: 0.6 } },
};

interface Row {
  readonly name: string;
  /** Percent of the tumour compartment's cells that were drawn with a membrane stained all around. */
  readonly truth: number;
  readonly found: Her2;
}

let rows: Row[];

beforeAll(async () => {
  rows = [];
  for (const name of Object.keys(FIELDS)) rows.push(await measured(name));
  const table = tableOf(rows);
  process.stderr.write(`${table}\n`);
  if (process.env.UPDATE_VALIDATION === '1')
    writeBlock(path.resolve(import.meta.dirname, '../../docs/validation.md'), 'membranes', table);
}, 900_000);

async function measured(name: string): Promise<Row> {
  const { spec, ...stain } = FIELDS[name] ?? {};
  const field = makeField({ ...scannerField, positive: 0, wholeCell: { ...USUAL, ...stain }, ...spec });
  const { mpp } = field.spec;
  const source = plainImageSource(await compressed(field), micrometresPerPixel(mpp));
  const matrixStep = { x: 1 / mpp, y: 1 / mpp };
  const mask = { ...field.compartments, origin: matrixPoint(0, 0), matrixStep, source: 'truth' };
  const request = {
    preset: 'her2',
    compartments: { kind: 'mask', mask },
    slide: { description: name, digest: '' },
  } as const;
  const runner = inThisThread(source, await loadNucleusKernels());
  const { result } = await scoreSlide(source, request, { runner });
  if (!result.her2) throw new Error(`The field "${name}" has no HER2 class.`);
  const tumour = field.cells.filter(({ compartment }) => compartment === 'tumour');
  const complete = tumour.filter(({ around }) => around.membrane > 0 && around.covered === 1);
  return { name, truth: (100 * complete.length) / tumour.length, found: result.her2 };
}

function tableOf(all: readonly Row[]): string {
  const lines = all.map(
    ({ name, truth, found }) =>
      `| ${name} | ${truth.toFixed(0)} | ${found.pcms.toFixed(0)} | ${found.splitClass} |`,
  );
  const head = '| field | complete, true % | measured % | class given |\n| --- | --- | --- | --- |';
  return [head, ...lines].join('\n');
}

const errors = () => rows.map(({ truth, found }) => Math.abs(found.pcms - truth)).sort((a, b) => a - b);

test('the share of complete membranes is off by less than 8 points in the median and 35 at worst', () => {
  const sorted = errors();
  expect(sorted[sorted.length >> 1]).toBeLessThan(8);
  expect(sorted.at(-1)).toBeLessThan(35);
});

test('no membrane is complete where none is stained', () => {
  expect(rows.find(({ name }) => name === 'no membrane stained')?.found.pcms).toBeLessThan(1);
});
