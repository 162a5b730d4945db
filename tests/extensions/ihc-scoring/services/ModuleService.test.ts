import type { ModelCard } from '@timescope/core/modelCard';
import { drawnCard } from '../../../harness/drawnNetwork';
import { memoryDrafts } from '../../../harness/memoryDrafts';
import { fitsMarker } from '../../../../extensions/ihc-scoring/src/pipeline/presets/fitsMarker';
import { presets } from '../../../../extensions/ihc-scoring/src/pipeline/presets/presets';
import { underMarker } from '../../../../extensions/ihc-scoring/src/pipeline/reading/underMarker';
import { ModuleService } from '../../../../extensions/ihc-scoring/src/services/ModuleService';
import {
  ReadingStore,
  type ReadingRecord,
} from '../../../../extensions/ihc-scoring/src/services/ReadingStore';

const tissue = {
  ...drawnCard,
  name: 'tissue',
  task: 'tissue-segmentation',
  sha256: '1'.repeat(64),
  input: { name: 'haematoxylin', shape: [1, 1, 736, 736] },
  classes: ['tumour', 'stroma', 'background', 'other'],
  outputs: { tissue: [1, 4, 736, 736], nuclei: [1, 1, 736, 736] },
};
const coarse = { ...tissue, name: 'coarse', outputs: { tissue: [1, 4, 736, 736] } };
const scorer = {
  ...drawnCard,
  name: 'scorer',
  task: 'h-score',
  sha256: '2'.repeat(64),
  input: { name: 'patch', shape: [1, 2, 512, 512] },
  outputs: { score: [1, 1] },
};
const named = ({ name, version, sha256 }: typeof drawnCard) => ({
  model: name,
  modelVersion: version,
  sha256,
});
const forCt = { ...drawnCard, name: 'ct', task: 'ct-biomarker' };
const soon = () => new Promise(resolve => setTimeout(resolve, 0));

const siteOf = (cards: readonly ModelCard[], problems: readonly string[] = []) => ({ cards, problems });

async function bench(fetchCards = () => Promise.resolve(siteOf([forCt, drawnCard]))) {
  const readings = new ReadingStore(memoryDrafts<ReadingRecord>());
  await readings.open('1.2 A');
  const service = new ModuleService({ readings }, fetchCards);
  service.attach();
  await soon();
  return { readings, service };
}

test('only networks for nuclei are offered; the chosen one stands in the reading until another, the classical detector or the usual one is chosen', async () => {
  const { readings, service } = await bench();
  expect(service.state.get().nuclei.map(({ name }) => name)).toEqual(['drawn-nuclei']);
  service.chooseNuclei('drawn-nuclei');
  expect(readings.get().network).toMatchObject({ model: 'drawn-nuclei', threshold: 0.5 });
  service.chooseNuclei('ct');
  expect(readings.get().network).toMatchObject({ model: 'drawn-nuclei' });
  service.chooseNuclei('classical');
  expect(readings.get().network).toBe('classical');
  service.chooseNuclei(undefined);
  expect(readings.get().network).toBeUndefined();
});

test('a network stays with markers of the nucleus and leaves with those of membranes', async () => {
  const { readings, service } = await bench();
  service.chooseNuclei('drawn-nuclei');
  const reading = readings.get();
  expect(underMarker(reading, 'er').network).toMatchObject({ model: 'drawn-nuclei' });
  expect(underMarker(reading, 'her2').network).toBeUndefined();
  service.chooseNuclei('classical');
  expect(underMarker(readings.get(), 'her2').network).toBe('classical');
});

test('a network for brown membranes is offered for markers of membranes, one whose card does not say for those of nuclei', () => {
  const membrane = { ...drawnCard, compartment: 'membrane' as const };
  expect([drawnCard, membrane].map(card => fitsMarker(card, presets.ki67))).toEqual([true, false]);
  expect([drawnCard, membrane].map(card => fitsMarker(card, presets.her2))).toEqual([false, true]);
});

test('cards that cannot be read are said, and asked for again with the next slide', async () => {
  let asked = 0;
  const { service } = await bench(() => {
    asked++;
    return asked === 1 ? Promise.reject(new Error('no answer')) : Promise.resolve(siteOf([drawnCard]));
  });
  expect(service.state.get().problem).toBe('no answer');
  service.attach();
  await soon();
  expect(service.state.get()).toMatchObject({ nuclei: [drawnCard], problem: undefined });
});

test('cards that do not fit their module are not offered; the others are, and the panel can say why', async () => {
  const flat = { ...drawnCard, name: 'flat', outputs: { foreground: drawnCard.outputs.foreground ?? [] } };
  const turned = { ...tissue, name: 'turned', classes: tissue.classes.toReversed() };
  const site = siteOf([flat, turned, tissue, drawnCard, forCt], ['The file lost/card.json cannot be read.']);
  const { service, readings } = await bench(() => Promise.resolve(site));
  const { nuclei, tissue: offered, problem } = service.state.get();
  expect([...nuclei, ...offered].map(({ name }) => name)).toEqual(['drawn-nuclei', 'tissue']);
  expect(problem).toMatch(
    /^The file lost\/card\.json .*flat cannot find nuclei.*turned cannot tell tissue apart/,
  );
  service.chooseNuclei('flat');
  expect(readings.get().network).toBeUndefined();
});

test('a tissue network takes the place of a learned one; what scores patches needs one that finds cells', async () => {
  const { readings, service } = await bench(() =>
    Promise.resolve(siteOf([tissue, coarse, scorer, drawnCard])),
  );
  const { state } = service;
  expect(state.get().tissue.map(({ name }) => name)).toEqual(['tissue', 'coarse']);
  expect(state.get().scorers.map(({ name }) => name)).toEqual(['scorer']);
  service.chooseScorer('formula');
  expect(readings.get().patches).toBeUndefined();
  service.chooseTissue('tissue');
  service.chooseScorer('formula');
  expect(readings.get().patches).toEqual({ tissue: named(tissue), scorer: 'formula' });
  service.chooseScorer('scorer');
  expect(readings.get().patches).toEqual({ tissue: named(tissue), scorer: named(scorer) });
  service.chooseTissue('coarse');
  expect(readings.get().patches).toEqual({ tissue: named(coarse) });
  service.chooseTissue(undefined);
  expect(readings.get().patches).toBeUndefined();
});

test('patches of a tissue network that finds no nuclei are scored while another network is chosen for them', async () => {
  const { readings, service } = await bench(() => Promise.resolve(siteOf([coarse, scorer, drawnCard])));
  service.chooseNuclei('drawn-nuclei');
  service.chooseTissue('coarse');
  service.chooseScorer('scorer');
  expect(readings.get().patches).toEqual({ tissue: named(coarse), scorer: named(scorer) });
  service.chooseTissue('coarse');
  expect(readings.get().patches).toEqual({ tissue: named(coarse), scorer: named(scorer) });
  service.chooseNuclei(undefined);
  expect(readings.get().patches).toEqual({ tissue: named(coarse) });
});
