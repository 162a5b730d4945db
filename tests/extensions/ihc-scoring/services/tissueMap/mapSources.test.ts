import type { ModelCard } from '@timescope/core/modelCard';
import type { PixelClassifier } from '@timescope/extension-ihc-scoring/pipeline/compartments/pixelClassifier';
import {
  POINTS_FROM_TRUTH,
  SECONDS_PER_TILE,
} from '@timescope/extension-ihc-scoring/pipeline/tissueMap/preferredNetwork';
import {
  chosenSource,
  usualSteps,
} from '../../../../../extensions/ihc-scoring/src/services/tissueMap/mapSources';

/** A card with figures: points from the true ratio and seconds a tile. */
function card(name: string, points?: number, seconds?: number, synthetic = true): ModelCard {
  const figure = (metric: string, value?: number) =>
    value === undefined ? [] : [{ data: 'nine sections', metric, value }];
  return {
    ...{ name, version: '1', task: 'tissue-tiles', architecture: 'none', sha256: '0'.repeat(64) },
    input: { name: 'tile', shape: [1, 3, 224, 224] },
    outputs: { probability: [1, 2] },
    classes: ['TUM', 'STR'],
    trainedOn: { description: 'nothing', synthetic, images: 0 },
    threshold: { value: 0, source: 'none' },
    measured: [...figure(POINTS_FROM_TRUTH, points), ...figure(SECONDS_PER_TILE, seconds)],
    ...{ limits: [], licence: 'MIT' },
  };
}

const nothing = { compartments: undefined, regions: [] };
const trained = { ...nothing, compartments: { name: 'mine' } as PixelClassifier };
const fast = card('fast', 5.9, 0.01);
const off = card('off', 6.1, 0.001);
const vgg = card('tiles-vgg19', 4, 0.3);

const asked = (...given: Parameters<typeof chosenSource>) => {
  const { key, why } = chosenSource(...given);
  return [key, why];
};

test('the default is the fastest network within 2 points of VGG-19; VGG-19 itself where none is', () => {
  expect(asked(nothing, [off, vgg, fast], undefined)).toEqual(['fast', 'fastest-near-vgg19']);
  expect(asked(nothing, [off, vgg], undefined)).toEqual(['tiles-vgg19', 'fastest-near-vgg19']);
  expect(asked(nothing, [off], undefined)).toEqual(['off', 'first']);
  expect(asked(nothing, [], undefined)).toEqual(['drawn', 'nothing-else']);
});

test("a site's own network goes before demonstration weights, what was made on this slide before both", () => {
  const own = card('own', undefined, undefined, false);
  const drawn = { ...nothing, regions: [{ id: 'a', name: 'A', role: 'stroma' as const, rings: [] }] };
  expect(asked(nothing, [fast, vgg, own], undefined)).toEqual(['own', 'real-tissue']);
  expect(asked(drawn, [fast, vgg, own], undefined)).toEqual(['drawn', 'drawn-here']);
  expect(asked(trained, [fast, vgg], undefined)).toEqual(['classifier', 'trained-here']);
});

test('the reader chooses among all; a choice that is not there falls back to the default', () => {
  expect(asked(trained, [fast, vgg], { key: 'fast', why: undefined })).toEqual(['fast', undefined]);
  expect(asked(nothing, [fast, vgg], { key: 'drawn', why: undefined })).toEqual(['drawn', undefined]);
  expect(asked(nothing, [fast, vgg], { key: 'classifier', why: undefined })).toEqual([
    'fast',
    'fastest-near-vgg19',
  ]);
});

test('a map made by default keeps its network when it is painted over, until a classifier is trained', () => {
  const made = { key: 'fast', why: 'fastest-near-vgg19' } as const;
  const painted = { ...nothing, regions: [{ id: 'a', name: 'A', role: 'tumour' as const, rings: [] }] };
  expect(asked(painted, [fast, vgg], made)).toEqual(['fast', 'fastest-near-vgg19']);
  expect(asked(trained, [fast, vgg], made)).toEqual(['classifier', 'trained-here']);
});

test('a network is asked at 149 px, then 74; what costs nothing at 74', () => {
  expect(usualSteps(chosenSource(nothing, [fast, vgg], undefined).source)).toBe('both');
  expect(usualSteps(chosenSource(trained, [fast, vgg], undefined).source)).toBe('74');
});
