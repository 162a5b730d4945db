// `npm test`: installs what is missing, then types, lint, build and every test. `--nightly` adds the long ones.
import { spawnSync } from 'node:child_process';
import { installDependencies, root } from './install.mjs';

const nightly = process.argv.includes('--nightly');
const jestArguments = process.argv.slice(2).filter(argument => argument !== '--nightly');

installDependencies();
step('system packages', 'sh', ['scripts/systemPackages.sh'], { mayFail: !process.env.CI });
step('build', process.execPath, ['scripts/build.mjs']);
step('types', process.execPath, ['node_modules/typescript/bin/tsc', '-p', '.']);
step('lint', 'npm', ['run', '--silent', 'lint']);
const projects = ['unit', 'e2e', ...(nightly ? ['nightly'] : [])];
step('tests', process.execPath, [
  '--experimental-vm-modules',
  '--no-warnings',
  'node_modules/jest/bin/jest.js',
  '--selectProjects',
  ...projects,
  // One worker less than processors is jest's way; on two that is one, and the other one idles beside the browser.
  ...(jestArguments.some(argument => /^(-i|--runInBand|-w|--maxWorkers)/.test(argument))
    ? []
    : ['--maxWorkers=2']),
  ...jestArguments,
]);

function step(name, command, args, { mayFail = false } = {}) {
  process.stderr.write(`\n== ${name}\n`);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status === 0 || mayFail) return;
  process.stderr.write(`The step "${name}" failed${error ? `: ${error.message}` : ''}.\n`);
  process.exit(status ?? 1);
}
