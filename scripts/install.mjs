// Node built-ins only: this runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Runs `npm ci` when node_modules is missing or older than the lockfile. */
export function installDependencies() {
  if (changedAt('node_modules/.package-lock.json') >= changedAt('package-lock.json')) return;
  say('Installing the dependencies (npm ci) ...');
  runNpm(
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    'The dependencies could not be installed; npm says why above. Mend that (often it is the way to the npm registry), then run the same command again.',
  );
}

/** Ends this process with one sentence when npm fails. */
export function runNpm(argv, failure) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, argv, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: npm.endsWith('.cmd'),
  });
  if (status === 0) return;
  say(failure);
  process.exit(status ?? 1);
}

/** Milliseconds, 0 for a file that is not there. */
export function changedAt(relative) {
  return statSync(path.join(root, relative), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

export function say(line) {
  process.stderr.write(`${line}\n`);
}
