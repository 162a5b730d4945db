import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = path.join(root, 'packages/runtime/src/kernels');

interface Origin {
  readonly compiler: string;
  readonly flags: readonly string[];
  readonly sources: Readonly<Record<string, string>>;
  readonly wasm: string;
}

const origin = JSON.parse(readFileSync(path.join(folder, 'nucleusKernels.origin.json'), 'utf8')) as Origin;
const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
const installed = spawnSync('clang', ['--version'], { encoding: 'utf8' }).stdout as string | null;
const isSameCompiler = installed?.split('\n')[0] === origin.compiler && canLink();

test('the committed kernels were built from the sources beside them', () => {
  const names = readdirSync(folder).filter(name => /\.[ch]$/.test(name));
  expect(Object.fromEntries(names.map(name => [name, sha256(path.join(folder, name))]))).toEqual(
    origin.sources,
  );
  expect(sha256(path.join(folder, 'nucleusKernels.wasm'))).toBe(origin.wasm);
});

test('with the flags of the build script', () => {
  const script = readFileSync(path.join(root, 'scripts/buildKernels.mjs'), 'utf8');
  const list = /const flags = \[([^\]]*)\]/.exec(script)?.[1] ?? '';
  expect([...list.matchAll(/'([^']+)'/g)].map(([, flag]) => flag)).toEqual(origin.flags);
});

(isSameCompiler ? test : test.skip)(`${origin.compiler} builds the same bytes again`, () => {
  const out = mkdtempSync(path.join(tmpdir(), 'timescope-kernels-'));
  execFileSync(process.execPath, [path.join(root, 'scripts/buildKernels.mjs'), out]);
  expect(sha256(path.join(out, 'nucleusKernels.wasm'))).toBe(origin.wasm);
  rmSync(out, { recursive: true });
});

test('the kernels import nothing, so that nothing of the machine can reach them', async () => {
  const binary = readFileSync(path.join(folder, 'nucleusKernels.wasm'));
  expect(WebAssembly.Module.imports(await WebAssembly.compile(binary))).toEqual([]);
});

function canLink(): boolean {
  return spawnSync('wasm-ld', ['--version']).status === 0;
}
