import type { ModelCard } from '@timescope/core/modelCard';
import { micrometresPerPixel } from '@timescope/core/units';
import { nucleiChoices } from '../../../../extensions/ihc-scoring/src/panels/nucleiChoices';
import { chosenDetector } from '../../../../extensions/ihc-scoring/src/pipeline/detection/network/networkDetector';
import { classicalOf } from '../../../../extensions/ihc-scoring/src/pipeline/presets/nucleiChoice';
import { presets } from '../../../../extensions/ihc-scoring/src/pipeline/presets/presets';
import { newReading, type Reading } from '../../../../extensions/ihc-scoring/src/pipeline/reading/reading';
import usualCard from '../../../../models/nuclei-unet-small/card.json' with { type: 'json' };
import { drawnCard } from '../../../harness/drawnNetwork';

const usual = usualCard as unknown as ModelCard;
const otherWeights: ModelCard = { ...usual, version: '9.9.9', sha256: 'f'.repeat(64) };
const mpp = { x: micrometresPerPixel(0.5), y: micrometresPerPixel(0.5) };
const small = { width: 900, height: 900, mpp };
const large = { width: 90_000, height: 90_000, mpp };

const asking = (network: Reading['network']): Reading => ({ ...newReading('er'), network });
const besideOf = (card: ModelCard) => chosenDetector(card, classicalOf(presets.er));

function shown(...asked: Parameters<typeof nucleiChoices>) {
  const choices = nucleiChoices(...asked);
  const label = choices?.options.find(({ value }) => value === choices.chosen.value)?.label;
  return { label, first: choices?.options[0]?.label, about: choices?.about };
}

test('the default comes first: on a small image the usual network beside the classical detector, else that alone', () => {
  const network = 'nuclei-unet-small with classical (default)';
  expect(shown([usual, drawnCard], asking(undefined), small)).toMatchObject({
    label: network,
    first: network,
  });
  for (const finest of [large, undefined])
    expect(shown([usual, drawnCard], asking(undefined), finest).label).toBe('Classical (default)');
});

test.each([
  ['that the site does not hold', drawnCard, [usual], 'drawn-nuclei 1 alone (not here)'],
  ['of a site that holds none any more', drawnCard, [], 'drawn-nuclei 1 alone (not here)'],
  ['of other weights under its name', otherWeights, [usual], 'nuclei-unet-small 9.9.9 alone (not here)'],
])('a network %s is shown as itself, and the default can be chosen', (_, asked, held, label) => {
  const choices = nucleiChoices(held, asking(chosenDetector(asked, undefined)), small);
  const { value } = choices?.chosen ?? {};
  const options = choices?.options ?? [];
  expect(options.filter(option => option.value === value).map(option => option.label)).toEqual([label]);
  expect(choices?.usual.value).not.toBe(value);
  expect(options[0]?.label).toMatch(/\(default\)$/);
  expect(choices?.about).toContain('choose one that is here');
});

test('beside the classical detector too, also under the name of the usual one', () => {
  const { label, first } = shown([usual], asking(besideOf(otherWeights)), small);
  expect(label).toBe('nuclei-unet-small 9.9.9 with classical (not here)');
  expect(first).toBe('nuclei-unet-small with classical (default)');
});

test('a network that is here but not offered for the marker is not called absent', () => {
  const membrane = { ...drawnCard, compartment: 'membrane' as const };
  expect(shown([usual, membrane], asking(chosenDetector(membrane, undefined)), small).label).toBe(
    'drawn-nuclei 1 alone',
  );
});

test('where the usual network is not there as it was measured, the classical detector is first for that reason', () => {
  const { first, about } = shown([otherWeights], asking(undefined), small);
  expect(first).toBe('Classical (default)');
  expect(about).toContain('is not here with the weights that were measured');
  expect(shown([otherWeights], asking(undefined), large).about).toContain('the fastest');
});

test('without a network there is nothing to choose', () => {
  expect(nucleiChoices([], asking(undefined), small)).toBeUndefined();
  expect(nucleiChoices([], asking('classical'), small)).toBeUndefined();
});
