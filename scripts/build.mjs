// Builds the browser bundles into dist/plugins and the command line into packages/cli/dist.
import { build } from 'esbuild';
import { cp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { workspaceAliases } from './workspaceAliases.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const plugins = path.join(root, 'dist/plugins');
const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
const define = { TIMESCOPE_VERSION: JSON.stringify(version) };

/** One ES module with a default export each: what the stock host loads, and the workers beside them. */
const browserEntries = {
  'ihc-scoring': 'extensions/ihc-scoring/src/index.tsx',
  'ihc-scoring.worker': 'extensions/ihc-scoring/src/worker/main.ts',
  'ct-radiomics': 'extensions/ct-radiomics/src/index.tsx',
  'ct-radiomics.worker': 'extensions/ct-radiomics/src/worker/main.ts',
  'combined-report': 'extensions/combined-report/src/index.tsx',
  'combined-report.worker': 'extensions/combined-report/src/worker/main.ts',
  pathology: 'modes/pathology/src/index.ts',
  radiology: 'modes/radiology/src/index.ts',
  report: 'modes/report/src/index.ts',
};

async function buildBrowser() {
  await rm(plugins, { recursive: true, force: true });
  await mkdir(plugins, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: Object.entries(browserEntries)
      .filter(([, source]) => existsSync(path.join(root, source)))
      .map(([out, source]) => ({ in: source, out })),
    outdir: plugins,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    alias: await workspaceAliases(root),
    define: { ...define, 'process.env.NODE_ENV': '"production"' },
    // The node bodies of the ports are never reached in a browser.
    external: ['node:*', 'fs', 'path', 'sharp', 'onnxruntime-node'],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'linked',
    logLevel: 'warning',
  });
  await copyOnnxruntime();
  await copyCodecs();
  await copyKernels(plugins);
  await copyItk();
  await copyFonts();
  await copyModels();
}

async function copyOnnxruntime() {
  const from = path.join(root, 'node_modules/onnxruntime-web/dist');
  await mkdir(path.join(plugins, 'ort'), { recursive: true });
  for (const file of [
    'ort-wasm-simd-threaded.mjs',
    'ort-wasm-simd-threaded.wasm',
    // For WebGPU, fetched where a site asks for that tier.
    'ort.jspi.bundle.min.mjs',
    'ort-wasm-simd-threaded.jspi.wasm',
  ]) {
    await cp(path.join(from, file), path.join(plugins, 'ort', file));
  }
}

/** The compiled image operations lie beside the bundle that loads them. */
async function copyKernels(bundles) {
  const file = 'kernels/nucleusKernels.wasm';
  await cp(path.join(root, 'packages/runtime/src', file), path.join(bundles, file));
}

/** The wasm decoders for JPEG 2000 and JPEG-LS tiles, fetched with the first tile that needs them. */
async function copyCodecs() {
  for (const file of [
    'codec-openjpeg/dist/openjpegwasm_decode.wasm',
    'codec-charls/dist/charlswasm_decode.wasm',
  ]) {
    const from = path.join(root, 'node_modules/@cornerstonejs', file);
    await cp(from, path.join(plugins, 'codecs', path.basename(file)));
  }
}

/** ITK's interpolation between slices and its reader of NIfTI files, fetched when they are first needed. */
async function copyItk() {
  const packages = path.join(root, 'node_modules/@itk-wasm');
  const to = path.join(plugins, 'itk');
  await cp(path.join(packages, 'morphological-contour-interpolation/dist/pipelines'), to, {
    recursive: true,
  });
  for (const file of ['nifti-read-image.js', 'nifti-read-image.wasm.zst'])
    await cp(path.join(packages, 'image-io/dist/pipelines', file), path.join(to, file));
}

/** The letters of the report's PDF, fetched with the first report. */
async function copyFonts() {
  for (const file of ['DejaVuSansCondensed.ttf', 'DejaVuSansCondensed-Bold.ttf']) {
    const from = path.join(root, 'node_modules/dejavu-fonts-ttf/ttf', file);
    await cp(from, path.join(plugins, 'fonts', file));
  }
}

async function copyModels() {
  const models = path.join(root, 'models');
  const names = (await readdir(models)).filter(name => existsSync(path.join(models, name, 'card.json')));
  for (const name of names) {
    for (const file of ['card.json', 'model.onnx']) {
      await cp(path.join(models, name, file), path.join(plugins, 'models', name, file));
    }
  }
  await writeFile(path.join(plugins, 'models/index.json'), JSON.stringify(names.sort()));
  await writeFile(path.join(plugins, 'models/settings.json'), JSON.stringify({ tier: 'reference' }));
}

async function buildCommandLine() {
  // The names of shared parts change with what is in them: old ones would stay for ever.
  await rm(path.join(root, 'packages/cli/dist'), { recursive: true, force: true });
  await copyKernels(path.join(root, 'packages/cli/dist'));
  await build({
    absWorkingDir: root,
    // The thread of a run and the process of a cohort's cases lie beside the program that starts them.
    entryPoints: [
      'packages/cli/src/timescope.ts',
      'packages/cli/src/score/tileThread.ts',
      'packages/cli/src/immune/mapThread.ts',
      'packages/cli/src/cohort/caseProcess.ts',
    ],
    outdir: 'packages/cli/dist',
    entryNames: '[name]',
    // A command is read when it is called; what several use stands once, beside them.
    splitting: true,
    chunkNames: 'part-[hash]',
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    define,
    packages: 'external',
    alias: await workspaceAliases(root),
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
}

const started = Date.now();
await Promise.all([buildBrowser(), buildCommandLine()]);
const bytes = await Promise.all(
  Object.keys(browserEntries).map(name =>
    stat(path.join(plugins, `${name}.js`)).then(
      s => s.size,
      () => 0,
    ),
  ),
);
process.stderr.write(
  `Built ${bytes.filter(Boolean).length} bundles (${(bytes.reduce((a, b) => a + b, 0) / 1e6).toFixed(1)} MB) ` +
    `and the command line in ${((Date.now() - started) / 1000).toFixed(1)} s\n`,
);
