import { readModelCards } from '@timescope/runtime/models';
import path from 'node:path';
import { checkedModels } from '../../packages/cli/src/models/checkedModels';
import { listedModels } from '../../packages/cli/src/models/listedModels';
import { repository } from '../harness/commandLine';

const folder = path.join(repository, 'models');
const figures = (await readModelCards(folder)).map(({ card }) => ({
  name: card.name,
  count: card.measured.filter(({ recipe }) => recipe !== undefined).length,
}));

test.each(figures)(
  'the shipped file of $name gives the $count figures of its card that have a recipe again',
  async ({ name, count }) => {
    const models = await listedModels(folder);
    const checks = await checkedModels(
      models.filter(model => model.name === name),
      true,
      () => undefined,
    );
    expect(checks.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
    expect(checks.filter(({ says }) => says.includes('on the card'))).toHaveLength(count);
  },
  1_200_000,
);
