import { build } from 'esbuild';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { repository } from './commandLine';

/**
 * One of our modules as node runs it, built from the sources as they are now: threads cannot load TypeScript. It says
 * that it is of the same version as the sources that the test itself runs.
 * @param source from the repository's root.
 */
export async function builtModule(source: string): Promise<URL> {
  const folder = path.join(repository, '.cache/tests');
  const name = path.basename(source, '.ts');
  await build({
    absWorkingDir: repository,
    entryPoints: [source],
    outfile: path.join(folder, `${name}.js`),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    alias: aliases(),
    logLevel: 'error',
  });
  const kernels = path.join(repository, 'packages/runtime/src/kernels/nucleusKernels.wasm');
  cpSync(kernels, path.join(folder, 'kernels/nucleusKernels.wasm'));
  return pathToFileURL(path.join(folder, `${name}.js`));
}

/** The same as a page loads it, beside our bundles. */
export async function builtPageModule(source: string, folder: string): Promise<void> {
  await build({
    absWorkingDir: repository,
    entryPoints: [source],
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    define: { TIMESCOPE_VERSION: '"test"' },
    alias: aliases(),
    external: ['node:*', 'fs', 'path', 'onnxruntime-node'],
    logLevel: 'error',
  });
}

function aliases(): Record<string, string> {
  const folders = ['packages', 'extensions'].flatMap(group =>
    readdirSync(path.join(repository, group)).map(name => path.join(repository, group, name)),
  );
  return Object.fromEntries(
    folders.map(folder => {
      const { name } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
        name: string;
      };
      return [name, path.join(folder, 'src')];
    }),
  );
}
