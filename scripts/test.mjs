// `npm test`: installs what is missing, then types, lint, build and every test. `--nightly` adds the long ones.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { installDependencies, root } from './install.mjs';

const nightly = process.argv.includes('--nightly');
const jestArguments = process.argv.slice(2).filter(argument => argument !== '--nightly');

installDependencies();
step('system packages', 'sh', ['scripts/systemPackages.sh'], { mayFail: !process.env.CI });
step('build', process.execPath, ['scripts/build.mjs']);
// Each takes one core for a minute.
await Promise.all([
  beside('types', process.execPath, ['node_modules/typescript/bin/tsc', '-p', '.']),
  beside('lint', 'npm', ['run', '--silent', 'lint']),
]);
test();

function test() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'timescope-counts-'));
  const counts = path.join(folder, 'counts');
  writeFileSync(counts, '');
  // One worker less than processors is jest's way; on two that is one, and the other one idles beside the browser.
  const passed = jest('tests', counts, ['unit', 'e2e'], ['--maxWorkers=2']);
  // What is timed runs alone: beside another process a second of processor time buys less.
  const passedAlone = jest(
    'tests that measure time',
    counts,
    ['bench', ...(nightly ? ['nightly'] : [])],
    ['-i'],
  );
  process.stdout.write(`\n${sumOf(counts)}\n`);
  rmSync(folder, { recursive: true });
  process.exit(passed && passedAlone ? 0 : 1);
}

function jest(name, counts, projects, workers) {
  process.stderr.write(`\n== ${name}\n`);
  const asked = jestArguments.some(argument => /^(-i|--runInBand|-w|--maxWorkers)/.test(argument));
  const { status } = spawnSync(
    process.execPath,
    [
      ...['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'],
      ...['--selectProjects', ...projects, '--passWithNoTests', ...(asked ? [] : workers), ...jestArguments],
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, TIMESCOPE_COUNTS: counts } },
  );
  return status === 0;
}

function sumOf(file) {
  const runs = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));
  const sum = key => runs.reduce((total, run) => total + run[key], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`;
}

async function beside(name, command, args) {
  process.stderr.write(`\n== ${name}\n`);
  const running = spawn(command, args, { cwd: root, stdio: 'inherit' });
  const [status, error] = await new Promise(resolve => {
    running.once('error', cause => resolve([1, cause]));
    running.once('exit', code => resolve([code]));
  });
  if (status !== 0) fail(name, status, error);
}

function step(name, command, args, { mayFail = false } = {}) {
  process.stderr.write(`\n== ${name}\n`);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0 && !mayFail) fail(name, status, error);
}

function fail(name, status, error) {
  process.stderr.write(`The step "${name}" failed${error ? `: ${error.message}` : ''}.\n`);
  process.exit(status ?? 1);
}
