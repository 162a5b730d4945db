import { matrixPoint } from '@timescope/core/frames';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import { compartmentTrainer } from '@timescope/extension-ihc-scoring/pipeline/compartments/compartmentTrainer';
import {
  NO_TISSUE,
  type PreviewTile,
} from '@timescope/extension-ihc-scoring/pipeline/compartments/previewTiles';
import type { ClassStroke } from '@timescope/extension-ihc-scoring/pipeline/reading/classStroke';
import { compressed } from '@timescope/synthetic/field/compressed';
import { makeField } from '@timescope/synthetic/field/field';
import { scannerField } from '@timescope/synthetic/field/fieldSpec';
import { strokesOn } from './fieldStrokes';

const field = makeField({ ...scannerField, mpp: 0.5, sizeUm: 330, seed: 3 });
const NAMES = { Other: 'other', Tumor: 'tumour', Stroma: 'stroma' } as const;
const strokes = strokesOn(field, 5).map(({ className, rings: [points = []] }, index): ClassStroke => ({
  id: `stroke-${index}`,
  compartment: NAMES[className as keyof typeof NAMES],
  points,
}));
const request = { preset: 'ki67', slide: { description: '', digest: 'field' } } as const;
const source = plainImageSource(await compressed(field), micrometresPerPixel(field.spec.mpp));
const trainer = compartmentTrainer(source);
const model = await trainer.train('lines', strokes, request, {});

test('the preview of a classifier of drawn lines tells tumour from stroma', async () => {
  const tiles: PreviewTile[] = [];
  const whole = { x: 0, y: 0, width: 660, height: 660 };
  await trainer.preview(model, whole, request, { onTile: tile => tiles.push(tile) });
  expect(tiles.length).toBeGreaterThan(1);
  let [right, wrong] = [0, 0];
  for (const { width, values, origin, step } of tiles)
    values.forEach((label, k) => {
      const x = Math.floor((origin.x + ((k % width) + 0.5) * step.x) * field.spec.mpp);
      const y = Math.floor((origin.y + (Math.floor(k / width) + 0.5) * step.y) * field.spec.mpp);
      const truth = field.compartments.values[y * field.compartments.width + x] ?? 0;
      if (truth === 0 || label === NO_TISSUE) return;
      if (label === truth) right++;
      else wrong++;
    });
  expect(right / (right + wrong)).toBeGreaterThan(0.8);
});

test('a preview looks at the tiles under the field only, and ends when it is told to', async () => {
  const tiles: PreviewTile[] = [];
  const corner = { x: 10, y: 10, width: 100, height: 100 };
  await trainer.preview(model, corner, request, { onTile: tile => tiles.push(tile) });
  expect(tiles).toHaveLength(1);
  const end = new AbortController();
  const ended = trainer.preview(model, { x: 0, y: 0, width: 660, height: 660 }, request, {
    signal: end.signal,
    onTile: () => end.abort(),
  });
  await expect(ended).rejects.toThrow();
});

test('lines that lie beside the tissue are refused with a sentence, and so is a class without lines', async () => {
  const outside = strokes.map(stroke =>
    stroke.compartment === 'stroma'
      ? { ...stroke, points: [matrixPoint(-50, -50), matrixPoint(-20, -50)] }
      : stroke,
  );
  await expect(trainer.train('lines', outside, request, {})).rejects.toThrow(
    'The lines for stroma lie beside the tissue.',
  );
  const tumourOnly = strokes.filter(({ compartment }) => compartment === 'tumour');
  await expect(trainer.train('lines', tumourOnly, request, {})).rejects.toMatchObject({ code: 'EMPTY_ROI' });
});
