// Bundles a TypeScript file of this folder and runs it in node: node models/training/run.mjs exportCrops.ts DIR train 1 1200
import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { workspaceAliases } from '../../scripts/workspaceAliases.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(path.dirname(here));
const [script = 'exportCrops.ts', ...argv] = process.argv.slice(2);
const outfile = path.join(root, '.cache/training', script.replace(/\.ts$/, '.mjs'));
await build({
  absWorkingDir: root,
  entryPoints: [path.join(here, script)],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  alias: await workspaceAliases(root),
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
process.argv = [process.argv[0], outfile, ...argv];
await import(pathToFileURL(outfile).href);
