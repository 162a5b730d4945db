import { TimescopeError, messageOf } from '@timescope/core/errors';
import type { Command } from './command';
import { commands } from './commands';
import { EXIT_RETRYABLE, exitCodeOf } from './exitCodes';
import { removeUnfinished } from './unfinishedFiles';
import { usage } from './usage';

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(signal));

process.exitCode = await run(process.argv.slice(2));

async function run([name, ...argv]: string[]): Promise<number> {
  const command = await commands[name ?? '']?.();
  if (!command) {
    const asked = name === undefined || name === '--help' || name === 'help';
    (asked && name !== undefined ? process.stdout : process.stderr).write(
      (asked ? '' : `timescope: there is no command "${name}".\n\n`) + usage(await everyCommand()),
    );
    return name === '--help' || name === 'help' ? 0 : 2;
  }
  if (argv.includes('--help')) {
    process.stdout.write(`${command.usage}\n\n${command.summary}\n`);
    return 0;
  }
  try {
    return (await command.run(argv)) ?? 0;
  } catch (thrown) {
    return report(thrown, argv.includes('--json'));
  }
}

function everyCommand(): Promise<Command[]> {
  return Promise.all(Object.values(commands).map(read => read()));
}

/**
 * A command that ends by itself listens on its own. The exit codes are those of shells: 128 and the signal's number; of
 * a cohort that its scheduler may go on with later.
 */
function stop(signal: 'SIGINT' | 'SIGTERM'): void {
  if (process.listenerCount(signal) > 0) return;
  removeUnfinished();
  if (process.argv[2] === 'cohort') {
    process.stderr.write('\ntimescope: stopped; open cases stay open.\n');
    process.exit(EXIT_RETRYABLE);
  }
  const left = isGoneOnWith()
    ? 'the same call goes on where it was stopped'
    : 'the unfinished files were removed';
  process.stderr.write(`\ntimescope: stopped before the end; ${left}.\n`);
  process.exit(signal === 'SIGINT' ? 130 : 143);
}

/** Scores and panels keep what they have measured in their folder. */
function isGoneOnWith(): boolean {
  const isKept = process.argv[2] === 'score' || process.argv[2] === 'immune';
  return isKept && process.argv.some(each => each === '--out' || each.startsWith('--out='));
}

function report(thrown: unknown, json: boolean): number {
  const known = thrown instanceof TimescopeError ? thrown : undefined;
  process.stderr.write(`timescope: ${messageOf(thrown)}${known ? ` ${known.nextStep}` : ''}\n`);
  if (json) {
    const error = known
      ? { code: known.code, message: known.message, nextStep: known.nextStep, fields: known.fields }
      : { code: 'INTERNAL', message: messageOf(thrown) };
    process.stdout.write(`${JSON.stringify({ error })}\n`);
  }
  if (!known && thrown instanceof Error && process.env.TIMESCOPE_DEBUG)
    process.stderr.write(`${thrown.stack ?? ''}\n`);
  return exitCodeOf(thrown);
}
