import { checkedModels } from '../../packages/cli/src/models/checkedModels';
import { listedModels } from '../../packages/cli/src/models/listedModels';
import path from 'node:path';
import { repository } from '../harness/commandLine';

test.each([
  ['tissue-joint', 5],
  ['tissue-mobilenetv3', 4],
  ['tissue-moco-sm', 4],
  ['score-stainintensitynet', 2],
  ['score-vgg16', 2],
])(
  'the shipped file of %s gives the %i figures of its card again',
  async (name, figures) => {
    const models = await listedModels(path.join(repository, 'models'));
    const checks = await checkedModels(
      models.filter(model => model.name === name),
      true,
      () => undefined,
    );
    expect(checks.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
    expect(checks.filter(({ says }) => says.includes('on the card'))).toHaveLength(figures);
  },
  1_200_000,
);
