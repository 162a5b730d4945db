// Node built-ins only: this runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Runs `npm ci` when node_modules is missing or older than the lockfile. */
export function installDependencies() {
  if (changedAt('node_modules/.package-lock.json') >= changedAt('package-lock.json')) return;
  process.stderr.write('Installing dependencies (npm ci) ...\n');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) {
    process.stderr.write(
      'npm ci failed. Check that the npm registry can be reached, then run the same command again.\n',
    );
    process.exit(status ?? 1);
  }
}

/** Milliseconds, 0 for a file that is not there. */
export function changedAt(relative) {
  return statSync(path.join(root, relative), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
