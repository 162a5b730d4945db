import { messageOf } from '@timescope/core/errors';
import { caseCommands, INPUT } from '../../../packages/cli/src/cohort/caseCommands';
import { predictArguments } from '../../../packages/cli/src/commands/predict';
import { immuneArguments } from '../../../packages/cli/src/immune/immuneArguments';
import { scoreArguments } from '../../../packages/cli/src/score/scoreArguments';

const parsers: Readonly<Record<string, (argv: string[]) => unknown>> = {
  score: scoreArguments,
  immune: immuneArguments,
  predict: predictArguments,
};

/** What a command says of an option; its values may be refused here. */
function complaint(command: string, option: string): string {
  try {
    parsers[command]?.([option]);
    return '';
  } catch (thrown) {
    return messageOf(thrown);
  }
}

const columns = Object.entries(caseCommands).flatMap(([command, { paths, settings }]) =>
  [...paths, ...settings].filter(column => column !== INPUT).map(column => ({ command, column })),
);

test.each(columns)(
  'column $column of a manifest is an option with a value of $command',
  ({ command, column }) => {
    expect(complaint(command, `--${column}=1`)).not.toMatch(/Unknown option|does not take an argument/);
  },
);

test('an option that a command does not have would be noticed', () => {
  expect(Object.keys(parsers)).toEqual(Object.keys(caseCommands));
  expect(complaint('immune', '--compartments=1')).toMatch('Unknown option');
  expect(complaint('immune', '--same-specimen=1')).toMatch('does not take an argument');
});
