import { jest } from '@jest/globals';
import type { ModelCard } from '@timescope/core/modelCard';
import { namedNetwork } from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchChoice';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { networkOfRun } from '../../../../extensions/ihc-scoring/src/worker/networkFor';
import { repository } from '../../../harness/commandLine';

const SHIPPED = 'score-stainintensitynet';

/** The files beside the bundle: the shipped scorer, and a site's own card of the same weights. */
async function site(own: Partial<ModelCard>): Promise<readonly ModelCard[]> {
  const folder = path.join(repository, 'models', SHIPPED);
  const shipped = JSON.parse(await readFile(path.join(folder, 'card.json'), 'utf8')) as ModelCard;
  const cards = [shipped, { ...shipped, ...own }];
  const weights = await readFile(path.join(folder, 'model.onnx'));
  jest.spyOn(globalThis, 'fetch').mockImplementation(asked => {
    const address = asked instanceof Request ? asked.url : asked.toString();
    const [name, file] = address.split('/').slice(-2);
    const card = cards.find(each => each.name === name);
    const body = file === 'card.json' && card ? JSON.stringify(card) : card && weights;
    const list = JSON.stringify(cards.map(each => each.name));
    if (file === 'index.json') return Promise.resolve(new Response(list));
    return Promise.resolve(body ? new Response(body) : new Response(null, { status: 404 }));
  });
  return cards;
}

afterEach(() => {
  jest.restoreAllMocks();
});

test('two cards of the same weights are two networks, each with its own name and threshold', async () => {
  const threshold = { value: 0.7, source: 'of the site' };
  const [shipped, own] = await site({ name: 'own-scorer', threshold });
  if (!shipped || !own) throw new RangeError('no cards');
  const first = await networkOfRun(namedNetwork(shipped), {});
  const second = await networkOfRun(namedNetwork(own), {});
  expect([first, second].map(({ card }) => card.name)).toEqual([SHIPPED, 'own-scorer']);
  expect(second.card.threshold).toEqual(threshold);
  expect(await networkOfRun(namedNetwork(own), {})).toBe(second);
});

test('a network that the site does not list is said to be missing, with what to do', async () => {
  const [shipped] = await site({ name: 'own-scorer' });
  if (!shipped) throw new RangeError('no card');
  await expect(networkOfRun(namedNetwork({ ...shipped, name: 'gone' }), {})).rejects.toMatchObject({
    code: 'MODEL_MISSING',
    message: 'The site does not hold the network gone that was asked for.',
    nextStep: expect.stringContaining('Choose one that is here') as unknown,
  });
});
