import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const origin = JSON.parse(
  readFileSync(path.join(root, 'packages/runtime/src/kernels/nucleusKernels.origin.json'), 'utf8'),
) as { readonly compiler: string; readonly wasm: string };

const installed = spawnSync('clang', ['--version'], { encoding: 'utf8' }).stdout as string | null;
const isSameCompiler =
  installed?.split('\n')[0] === origin.compiler && spawnSync('wasm-ld', ['--version']).status === 0;

// Debian's packages clang and lld, which nothing else here needs: other compilers make other bytes.
(isSameCompiler ? test : test.skip)(`${origin.compiler} builds the same bytes again`, () => {
  const out = mkdtempSync(path.join(tmpdir(), 'timescope-kernels-'));
  execFileSync(process.execPath, [path.join(root, 'scripts/buildKernels.mjs'), out]);
  const bytes = readFileSync(path.join(out, 'nucleusKernels.wasm'));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(origin.wasm);
  rmSync(out, { recursive: true });
});
