import { matrixPoint } from '@timescope/core/frames';
import { newRgbRaster, pasteRgb, type PixelRect } from '@timescope/core/raster';
import type { DrawnShape } from '@timescope/extension-ihc-scoring/pipeline/annotations/geoJsonShapes';
import {
  compartmentLabels,
  compartmentMargin,
} from '@timescope/extension-ihc-scoring/pipeline/compartments/compartmentSource';
import { PIXEL_CLASSIFIER } from '@timescope/extension-ihc-scoring/pipeline/compartments/pixelClassifier';
import { parseClassifier } from '@timescope/extension-ihc-scoring/pipeline/forest/storedClassifier';
import { trainPixelClassifier } from '@timescope/extension-ihc-scoring/pipeline/compartments/trainPixelClassifier';
import { makeField } from '@timescope/synthetic/field/field';
import { scannerField } from '@timescope/synthetic/field/fieldSpec';
import { refusal } from '../../../../harness/refusal';
import { diceOf, slideOfField, strokesOn } from './fieldStrokes';

const spec = { ...scannerField, mpp: 0.5, sizeUm: 320 };
const drawnOn = makeField({ ...spec, seed: 3 });
const other = makeField({ ...spec, seed: 4 });
const strokes = strokesOn(drawnOn, 8);
const slide = await slideOfField(drawnOn);
const model = await trainPixelClassifier('tumour and stroma', strokes, slide);

test('eight strokes of 40 um a class tell tumour from stroma: Dice on the field they are on and on another', async () => {
  const dice = await Promise.all(
    [drawnOn, other].flatMap(field => [1, 2].map(label => diceOf(field, model, label))),
  );
  expect(Math.min(...dice.slice(0, 2))).toBeGreaterThan(0.85);
  expect(Math.min(...dice.slice(2))).toBeGreaterThan(0.75);
});

test('equal strokes and pixels give the same model, whatever else ran before', async () => {
  expect((await trainPixelClassifier('tumour and stroma', strokes, slide)).hash).toBe(model.hash);
});

test('a label does not depend on the tile that it is read in', async () => {
  const whole = { x: 0, y: 0, width: slide.frame.width, height: slide.frame.height };
  const rgb = await slide.readTile(whole);
  const source = { kind: 'pixel-classifier', model } as const;
  const labels = new Uint8Array(whole.width * whole.height);
  compartmentLabels(source, [], rgb, whole, slide.frame, slide.stains, labels);
  const margin = compartmentMargin(source);
  for (const owned of [
    { x: 160, y: 170, width: 97, height: 51 },
    { x: 301, y: 203, width: 63, height: 90 },
    { x: 0, y: 333, width: 40, height: 41 },
  ]) {
    const at = {
      x: Math.max(0, owned.x - margin),
      y: owned.y - margin,
      width: owned.width + margin + Math.min(margin, owned.x),
      height: owned.height + 2 * margin,
    };
    const tile = newRgbRaster(at.width, at.height);
    pasteRgb(tile, at, rgb, whole);
    const inTile = new Uint8Array(at.width * at.height);
    compartmentLabels(source, [], tile, at, slide.frame, slide.stains, inTile);
    expect(cut(inTile, at, owned)).toEqual(cut(labels, whole, owned));
  }
  expect(new Set(labels)).toEqual(new Set([0, 1, 2]));
});

function cut(labels: Uint8Array, at: PixelRect, part: PixelRect): number[] {
  return Array.from({ length: part.width * part.height }, (_, k) => {
    const x = part.x + (k % part.width) - at.x;
    const y = part.y + Math.floor(k / part.width) - at.y;
    return labels[y * at.width + x] ?? -1;
  });
}

test('a drawn area overrides the classifier', async () => {
  const at = { x: 100, y: 100, width: 64, height: 64 };
  const ring = [matrixPoint(0, 0), matrixPoint(999, 0), matrixPoint(999, 999), matrixPoint(0, 999)];
  const out = new Uint8Array(64 * 64);
  const drawn = { name: 'all stroma', role: 'stroma', rings: [ring] } as const;
  const source = { kind: 'pixel-classifier', model } as const;
  compartmentLabels(source, [drawn], await slide.readTile(at), at, slide.frame, slide.stains, out);
  expect(new Set(out)).toEqual(new Set([2]));
});

test('a stored model comes back as it was; a changed one, or one of other features, is refused', () => {
  const text = JSON.stringify(model);
  expect(parseClassifier(PIXEL_CLASSIFIER, JSON.parse(text))).toEqual(model);
  const parsed = JSON.parse(text) as { name: string; features: string[]; version: number };
  expect(refusal(() => parseClassifier(PIXEL_CLASSIFIER, { ...parsed, name: 'mine' }))).toBe('MODEL_CORRUPT');
  expect(refusal(() => parseClassifier(PIXEL_CLASSIFIER, { ...parsed, features: ['dab'] }))).toBe(
    'MODEL_MISMATCH',
  );
  expect(refusal(() => parseClassifier(PIXEL_CLASSIFIER, { ...parsed, version: 2 }))).toBe('MODEL_MISMATCH');
  expect(refusal(() => parseClassifier(PIXEL_CLASSIFIER, []))).toBe('MODEL_MISMATCH');
});

test.each([
  ['a class that we do not know', [{ ...line(5, 5), className: 'Fat' }]],
  [
    'a class by the name of a property that every object has',
    [line(5, 5), { ...line(5, 9), className: 'Stroma' }, { ...line(5, 50), className: 'constructor' }],
  ],
  ['a stroke without class', [{ ...line(5, 5), className: undefined }]],
  ['no stroma', [line(5, 5)]],
  ['strokes beside the slide', [line(5, 5), { ...line(-90, 5), className: 'Stroma' }]],
])('%s is refused', async (_, drawn) => {
  await expect(trainPixelClassifier('none', drawn, slide)).rejects.toMatchObject({ code: 'EMPTY_ROI' });
});

function line(x: number, y: number): DrawnShape {
  return {
    kind: 'line',
    name: undefined,
    className: 'Tumor',
    rings: [[matrixPoint(x, y), matrixPoint(x + 30, y + 10)]],
  };
}
