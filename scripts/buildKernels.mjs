// Builds packages/runtime/src/kernels/nucleusKernels.wasm from the C files beside it and records what it was built from.
// Needs Debian's clang 14 and lld (apt-get install clang lld); equal sources and compiler give equal bytes.
// Usage: node scripts/buildKernels.mjs [FOLDER FOR THE OUTPUT]
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const folder = fileURLToPath(new URL('../packages/runtime/src/kernels', import.meta.url));
const out = path.resolve(process.argv[2] ?? folder);
const flags = [
  '--target=wasm32',
  '-O3',
  '-msimd128',
  '-mbulk-memory',
  '-mnontrapping-fptoint',
  '-msign-ext',
  '-ffp-contract=off',
  '-ffreestanding',
  '-nostdlib',
  '-Wall',
  '-Wextra',
  '-Werror',
  '-Wl,--no-entry',
  '-Wl,--strip-all',
  '-Wl,-z,stack-size=65536',
  '-Wl,--export=__heap_base',
];

const sha256 = bytes => createHash('sha256').update(bytes).digest('hex');

const names = readdirSync(folder)
  .filter(name => /\.[ch]$/.test(name))
  .toSorted();
const sources = names.filter(name => name.endsWith('.c'));
const wasm = path.join(out, 'nucleusKernels.wasm');
// From within the folder, so that no path of this machine can reach the output.
execFileSync('clang', [...flags, '-o', wasm, ...sources], { cwd: folder, stdio: 'inherit' });
chmodSync(wasm, 0o644);
const compiler = execFileSync('clang', ['--version'], { encoding: 'utf8' }).split('\n')[0];
const origin = {
  compiler,
  flags,
  sources: Object.fromEntries(names.map(name => [name, sha256(readFileSync(path.join(folder, name)))])),
  wasm: sha256(readFileSync(wasm)),
};
writeFileSync(path.join(out, 'nucleusKernels.origin.json'), `${JSON.stringify(origin, undefined, 2)}\n`);
