import type { ModelCard } from '@timescope/core/modelCard';
import type { Progress } from '@timescope/core/progress';
import { SiteNetworks } from '../../../../extensions/ct-radiomics/src/worker/networks';
import { fixedNetwork } from '../../../harness/fixedNetwork';

const card = (name: string, target: 'tils' | 'is', sha: string): ModelCard => ({
  ...fixedNetwork(target, 0.5).card,
  name,
  sha256: sha.repeat(64),
});

/** A site whose first fetches fail as often as said. */
function siteOf(cards: readonly ModelCard[], failures = 0) {
  const fetched: string[] = [];
  let left = failures;
  const site = new SiteNetworks({
    fetchModelCards: () => Promise.resolve({ cards, problems: [] }),
    siteNetwork: of => {
      fetched.push(of.name);
      if (left-- > 0) return Promise.reject(new Error('no answer'));
      return Promise.resolve({ ...fixedNetwork('tils', 0.5), card: of });
    },
  });
  return { site, fetched };
}

const { signal } = new AbortController();

test('weights are fetched when they first predict, with progress, and once by their hash', async () => {
  const { site, fetched } = siteOf([card('t', 'tils', 'a'), card('i', 'is', 'b')]);
  const told: Progress[] = [];
  const page = { report: (progress: Progress) => void told.push(progress) };
  expect(fetched).toEqual([]);
  const first = await site.predicting(page, signal);
  expect([first.tils?.card.name, first.is?.card.name]).toEqual(['t', 'i']);
  expect(told.map(({ stage, done, total }) => [stage, done, total])).toEqual([
    ['Loading the network of TILs', 0, 2],
    ['Loading the network of IS', 1, 2],
  ]);
  await site.predicting(page, signal);
  expect(fetched).toEqual(['t', 'i']);
  expect(told).toHaveLength(2);
});

test('the same weights under another card are fetched once and keep the card of each', async () => {
  const { site, fetched } = siteOf([card('t', 'tils', 'a'), card('i', 'is', 'a')]);
  const networks = await site.predicting({ report: () => undefined }, signal);
  expect([networks.tils?.card.name, networks.is?.card.name]).toEqual(['t', 'i']);
  expect(fetched).toEqual(['t']);
});

test('a fetch that failed is tried again, and only targets with several networks are compared', async () => {
  const { site, fetched } = siteOf([card('t', 'tils', 'a'), card('u', 'tils', 'b'), card('i', 'is', 'c')], 1);
  const page = { report: () => undefined };
  await expect(site.compared(page, signal)).rejects.toThrow('no answer');
  const compared = await site.compared(page, signal);
  expect(compared.map(({ network }) => network.card.name)).toEqual(['t', 'u']);
  expect(fetched).toEqual(['t', 't', 'u']);
});

test('a card whose classes are not "low" and "high" is left out with its reason, the others predict', async () => {
  const odd = { ...card('o', 'is', 'c'), classes: ['no', 'yes'] };
  const { site } = siteOf([odd, card('t', 'tils', 'a')]);
  const networks = await site.predicting({ report: () => undefined }, signal);
  expect(Object.keys(networks)).toEqual(['tils']);
  await expect(site.leftOut()).resolves.toEqual([
    expect.stringContaining('o cannot predict from CT') as string,
  ]);
});
