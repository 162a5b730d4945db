import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

export const repository = path.resolve(import.meta.dirname, '../..');

/** Runs the built `timescope` and gives what it printed on stdout. */
export async function timescope(...argv: string[]): Promise<string> {
  const command = path.join(repository, 'packages/cli/bin/timescope.js');
  const run = promisify(execFile)(process.execPath, [command, ...argv], { maxBuffer: 1 << 28 });
  return (await run).stdout;
}
