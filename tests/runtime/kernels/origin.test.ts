import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
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

test('the kernels import nothing, so that nothing of the machine can reach them', async () => {
  const binary = readFileSync(path.join(folder, 'nucleusKernels.wasm'));
  expect(WebAssembly.Module.imports(await WebAssembly.compile(binary))).toEqual([]);
});
