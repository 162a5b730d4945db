import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReportProgress } from '@timescope/core/progress';
import { sha256Hex } from '@timescope/core/sha256';
import { progressLine } from './progressLine';

const STAMP = 'generator.sha256';

/** What is generated once and kept. */
export interface DemoSet {
  /** Its folder's name in .cache. */
  readonly name: string;
  /** What the reader is told that it holds. */
  readonly holds: string;
  /** Folders of the generator that it does not use. */
  readonly unused: readonly string[];
  readonly create: (folder: string, report: ReportProgress) => Promise<void>;
}

/**
 * The folder with a set of demo studies, made on first use and again when their generator has changed. It gets its name
 * only when complete.
 */
export async function demoFolder(
  repository: string,
  set: DemoSet,
  say: (line: string) => void,
): Promise<string> {
  const cache = path.join(repository, '.cache');
  const folder = path.join(cache, set.name);
  const stamp = await generatorHash(repository, set.unused);
  if ((await readFile(path.join(folder, STAMP), 'utf8').catch(() => '')) === stamp) return folder;
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(path.join(cache, `${set.name}-unfinished-`));
  try {
    say(`Making the demo studies (once): ${set.holds} ...`);
    await set.create(unfinished, progressLine());
    await writeFile(path.join(unfinished, STAMP), stamp);
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** Over the generator's own sources: a change of theirs makes other studies. */
async function generatorHash(repository: string, unused: readonly string[]): Promise<string> {
  const sources = path.join(repository, 'packages/synthetic/src');
  if (!existsSync(sources)) return '';
  const files = (await readdir(sources, { recursive: true }))
    .filter(file => file.endsWith('.ts') && !unused.includes(file.split(path.sep)[0] ?? ''))
    .sort();
  const texts = await Promise.all(files.map(file => readFile(path.join(sources, file), 'utf8')));
  return sha256Hex(texts.map((text, index) => `${files[index] ?? ''}\n${text}`).join('\n'));
}
