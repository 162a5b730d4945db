import { drawnCard } from '../../../harness/drawnNetwork';
import { memoryDrafts } from '../../../harness/memoryDrafts';
import { underMarker } from '../../../../extensions/ihc-scoring/src/pipeline/reading/underMarker';
import { NucleiService } from '../../../../extensions/ihc-scoring/src/services/NucleiService';
import {
  ReadingStore,
  type ReadingRecord,
} from '../../../../extensions/ihc-scoring/src/services/ReadingStore';

const forCt = { ...drawnCard, name: 'ct', task: 'ct-biomarker' };
const soon = () => new Promise(resolve => setTimeout(resolve, 0));

async function bench(fetchCards = () => Promise.resolve([forCt, drawnCard])) {
  const readings = new ReadingStore(memoryDrafts<ReadingRecord>());
  await readings.open('1.2 A');
  const service = new NucleiService({ readings }, fetchCards);
  service.attach();
  await soon();
  return { readings, service };
}

test('only networks for nuclei are offered; the chosen one stands in the reading until another or none is chosen', async () => {
  const { readings, service } = await bench();
  expect(service.state.get().cards.map(({ name }) => name)).toEqual(['drawn-nuclei']);
  service.choose('drawn-nuclei');
  expect(readings.get().network).toMatchObject({ model: 'drawn-nuclei', threshold: 0.5 });
  service.choose('ct');
  expect(readings.get().network?.model).toBe('drawn-nuclei');
  service.choose(undefined);
  expect(readings.get().network).toBeUndefined();
});

test('a network stays with markers of the nucleus and leaves with those of membranes', async () => {
  const { readings, service } = await bench();
  service.choose('drawn-nuclei');
  const reading = readings.get();
  expect(underMarker(reading, 'er').network?.model).toBe('drawn-nuclei');
  expect(underMarker(reading, 'her2').network).toBeUndefined();
});

test('cards that cannot be read are said, and asked for again with the next slide', async () => {
  let asked = 0;
  const { service } = await bench(() => {
    asked++;
    return asked === 1 ? Promise.reject(new Error('no answer')) : Promise.resolve([drawnCard]);
  });
  expect(service.state.get().problem).toBe('no answer');
  service.attach();
  await soon();
  expect(service.state.get()).toMatchObject({ cards: [drawnCard], problem: undefined });
});
