import { matrixPoint } from '@timescope/core/frames';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import { scoreWithCells } from '@timescope/extension-ihc-scoring/pipeline/scoreWithCells';
import { makeField, type Field } from '@timescope/synthetic/field/field';
import { scannerField, type WholeCellStain } from '@timescope/synthetic/field/fieldSpec';

/** A field whose tumour cells have brown membranes, as HER2 stains them. */
const fieldWith = (wholeCell: WholeCellStain): Field =>
  makeField({ ...scannerField, sizeUm: 240, positive: 0, wholeCell });

/** Tumour and stroma as the field was made. */
const her2Of = ({ rgb, spec, compartments }: Field) => {
  const matrixStep = { x: 1 / spec.mpp, y: 1 / spec.mpp };
  const mask = { ...compartments, origin: matrixPoint(0, 0), matrixStep, source: 'truth' };
  return scoreWithCells(plainImageSource(rgb, micrometresPerPixel(spec.mpp)), {
    preset: 'her2',
    compartments: { kind: 'mask', mask },
    slide: { description: '', digest: '' },
  });
};

const intense = { membranePositive: 1, membrane: 0.9, complete: 1, cytoplasm: 0.08 };

test('brown membranes are not taken for nuclei: 80 % of the cells found lie on a true nucleus', async () => {
  const field = fieldWith(intense);
  const { cells } = await her2Of(field);
  const { mpp } = field.spec;
  const isTrue = (cell: number) =>
    field.cells.some(
      ({ x, y }) =>
        Math.hypot(
          x - (cells.centroids[2 * cell] ?? 0) * mpp,
          y - (cells.centroids[2 * cell + 1] ?? 0) * mpp,
        ) < 4,
    );
  const hits = Array.from({ length: cells.count }, (_, cell) => isTrue(cell)).filter(Boolean).length;
  expect(hits / cells.count).toBeGreaterThan(0.8);
  expect(cells.count / field.cells.length).toBeGreaterThan(0.7);
}, 60_000);

test('complete intense membranes are 3+, none at all is 0, faint ones lie between', async () => {
  const classOf = async (stain: WholeCellStain) => (await her2Of(fieldWith(stain))).result.her2?.class;
  expect(await classOf(intense)).toBe('3+');
  expect(await classOf({ membranePositive: 0, membrane: 0, complete: 0, cytoplasm: 0 })).toBe('0');
  expect(['1+', '2+']).toContain(await classOf({ ...intense, membrane: 0.25, complete: 0.3 }));
}, 90_000);
