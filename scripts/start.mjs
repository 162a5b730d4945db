// `npm start`: from a fresh clone to a running viewer, with the builtins of node only.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);

install();
build();
serve();

function install() {
  const installed = path.join(root, 'node_modules/.package-lock.json');
  if (changedAt(installed) >= changedAt(path.join(root, 'package-lock.json'))) return;
  say('Installing the dependencies (npm ci) ...');
  runNpm(
    ['ci', '--no-audit', '--no-fund'],
    'The dependencies could not be installed. Is the npm registry reachable?',
  );
}

function build() {
  const built = changedAt(path.join(root, 'packages/cli/dist/timescope.js'));
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

function runNpm(argv, failure) {
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

/** Time of the latest change of a file, or of any source below a folder; 0 when there is none. */
function newestIn(relative) {
  const start = path.join(root, relative);
  if (!existsSync(start) || !statSync(start).isDirectory()) return changedAt(start);
  const times = readdirSync(start, { withFileTypes: true })
    .filter(({ name }) => !['node_modules', 'dist', 'training'].includes(name))
    .map(({ name }) => newestIn(path.join(relative, name)));
  return Math.max(0, ...times);
}

function changedAt(file) {
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}

function say(line) {
  process.stderr.write(`${line}\n`);
}
