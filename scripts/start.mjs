// `npm start`: from a fresh clone to a running viewer, with the builtins of node only.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { changedAt, installDependencies, root, runNpm, say } from './install.mjs';

installDependencies();
build();
serve();

function build() {
  const built = changedAt('packages/cli/dist/timescope.js');
  const sources = ['packages', 'extensions', 'modes', 'models', 'scripts/build.mjs', 'package-lock.json'];
  if (existsSync(path.join(root, 'dist/plugins')) && built > Math.max(...sources.map(newestIn))) return;
  say('Building the bundles and the command line ...');
  runNpm(['run', '--silent', 'build'], 'The build failed; its messages stand above.');
}

function serve() {
  const program = path.join(root, 'packages/cli/bin/timescope.js');
  const server = spawn(process.execPath, [program, 'serve', ...process.argv.slice(2)], { stdio: 'inherit' });
  // The terminal sends Ctrl-C to both; the server ends itself, and we end with it.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => server.kill('SIGTERM'));
  server.on('exit', code => {
    process.exitCode = code ?? 0;
  });
}

/** Time of the latest change of a file, or of any source below a folder; 0 when there is none. */
function newestIn(relative) {
  const start = path.join(root, relative);
  if (!existsSync(start) || !statSync(start).isDirectory()) return changedAt(relative);
  const times = readdirSync(start, { withFileTypes: true })
    .filter(({ name }) => !['node_modules', 'dist', 'training'].includes(name))
    .map(({ name }) => newestIn(path.join(relative, name)));
  return Math.max(0, ...times);
}
