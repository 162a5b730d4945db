import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { TimescopeError, messageOf } from '@timescope/core/errors';
import { hostIntegrity, type HostVersion } from './hostVersions';

const run = promisify(execFile);

/** Files above this many bytes get a .gz beside them, so that the 17 MB application crosses a network as 3. Ours. */
const COMPRESS_ABOVE = 100_000;

/**
 * The folder with the stock OHIF application, fetched from the npm registry on first use.
 * It gets its final name only when complete, so an interrupted fetch never counts.
 * @param say gets one line per step.
 * @throws TimescopeError HTTP when the registry cannot be reached, MISSING_BUNDLE when the tarball is not the pinned one.
 */
export async function fetchHostApp(
  version: HostVersion,
  cacheFolder: string,
  say: (line: string) => void,
): Promise<string> {
  const folder = path.join(cacheFolder, 'ohif', version);
  if (existsSync(path.join(folder, 'index.html'))) return folder;
  await mkdir(path.join(cacheFolder, 'ohif'), { recursive: true });
  const unfinished = await mkdtemp(path.join(cacheFolder, 'ohif', 'unfinished-'));
  try {
    say(`Fetching the stock OHIF viewer ${version} (about 50 MB, once) ...`);
    const tarball = await download(version, unfinished);
    say('Checking and unpacking it ...');
    await requireIntegrity(tarball, version);
    await unpack(tarball, unfinished);
    await compressLargeFiles(path.join(unfinished, 'dist'));
    await rename(path.join(unfinished, 'dist'), folder).catch((thrown: unknown) => {
      // Another start may have been faster.
      if (!existsSync(path.join(folder, 'index.html'))) throw thrown;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

async function download(version: HostVersion, into: string): Promise<string> {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  try {
    await run(npm, ['pack', '--silent', `@ohif/app@${version}`], { cwd: into, shell: npm.endsWith('.cmd') });
  } catch (thrown) {
    throw new TimescopeError('HTTP', 'The OHIF viewer could not be fetched from the npm registry.', {
      kind: 'retryable',
      nextStep: 'Check the network (npm ping, the proxy settings of npm) and start again.',
      fields: { version, reason: messageOf(thrown).split('\n')[0] },
      cause: thrown,
    });
  }
  return path.join(into, `ohif-app-${version}.tgz`);
}

async function requireIntegrity(tarball: string, version: HostVersion): Promise<void> {
  const digest = createHash('sha512')
    .update(await readFile(tarball))
    .digest('base64');
  if (`sha512-${digest}` === hostIntegrity[version]) return;
  throw new TimescopeError('MISSING_BUNDLE', `The fetched OHIF ${version} is not the pinned one (SHA-512).`, {
    nextStep: 'Check which registry npm uses (npm config get registry); nothing was installed.',
    fields: { version },
  });
}

/** Source maps and the host's own onnxruntime are left out: 250 MB that nobody asks for. */
async function unpack(tarball: string, into: string): Promise<void> {
  const wanted = ['--exclude=*.map', '--exclude=package/dist/ort', 'package/dist'];
  await run('tar', ['-xzf', path.basename(tarball), '--strip-components=1', ...wanted], { cwd: into });
}

async function compressLargeFiles(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true })) {
    if (!/\.(js|css|wasm)$/.test(entry)) continue;
    const bytes = await readFile(path.join(folder, entry));
    if (bytes.length < COMPRESS_ABOVE) continue;
    await writeFile(path.join(folder, `${entry}.gz`), await promisify(gzip)(bytes));
  }
}
