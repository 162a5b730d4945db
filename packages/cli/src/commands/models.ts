import { TimescopeError } from '@timescope/core/errors';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Command } from '../command';
import { EXIT_REJECTED } from '../exitCodes';
import { checkedModels } from '../models/checkedModels';
import { folderAdvice } from '../models/folderAdvice';
import { listedModels, modelTable, type ListedModel } from '../models/listedModels';
import { progressLine } from '../progressLine';
import { repositoryFolder } from '../repositoryFolder';
import type { Check } from '../verify/check';

export const models: Command = {
  usage: 'timescope models list|check [NAME] [--measure] [--models DIR] [--json]',
  summary:
    'The networks of the models folder and what their cards say. check loads each one: hash, shapes, no foreign file or ' +
    'external data, a trial run; --measure also computes the figures of its card again that rest on generated images. ' +
    'Exit code 20 where a model is refused or a figure differs.',
  async run(argv) {
    const { what, name, measure, folder, json } = modelsArguments(argv);
    const all = await listedModels(folder);
    const listed = all.filter(model => name === undefined || model.name === name);
    if (listed.length === 0) throw noModel(name, folder, all);
    if (what === 'list') {
      process.stdout.write(json ? `${JSON.stringify({ models: listed })}\n` : modelTable(listed));
      return 0;
    }
    const checks = await checkedModels(listed, measure, progressLine());
    process.stdout.write(json ? `${JSON.stringify({ checks })}\n` : checkTable(checks));
    return checks.some(({ outcome }) => outcome === 'differs' || outcome === 'refused') ? EXIT_REJECTED : 0;
  },
};

function modelsArguments(argv: string[]) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      measure: { type: 'boolean', default: false },
      models: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const [what, name, ...more] = positionals;
  if ((what !== 'list' && what !== 'check') || more.length > 0 || (values.measure && what === 'list'))
    throw new TimescopeError('USAGE', 'Say what to do with the models.', {
      kind: 'usage',
      nextStep: models.usage,
    });
  const folder = values.models ?? path.join(repositoryFolder(), 'models');
  return { what, name, measure: values.measure, folder, json: values.json };
}

const noModel = (name: string | undefined, folder: string, all: readonly ListedModel[]): TimescopeError =>
  new TimescopeError(
    'MODEL_MISSING',
    `There is no model ${name === undefined ? '' : `"${name}" `}in ${folder}.`,
    {
      nextStep:
        all.length > 0 ? `Name one of ${all.map(model => model.name).join(', ')}.` : folderAdvice(folder),
    },
  );

const checkTable = (checks: readonly Check[]): string =>
  checks.map(({ outcome, says }) => `${outcome.padEnd(12)}${says}\n`).join('');
