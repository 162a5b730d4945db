import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReportProgress } from '@timescope/core/progress';
import { sha256Hex } from '@timescope/core/sha256';
import { progressLine } from './progressLine';

const STAMP = 'generator.sha256';

/**
 * The folder with the demo studies, made on first use and again when their generator has changed. It gets its name
 * only when complete.
 */
export async function demoFolder(
  repository: string,
  createStudies: (folder: string, report: ReportProgress) => Promise<void>,
  say: (line: string) => void,
): Promise<string> {
  const cache = path.join(repository, '.cache');
  const folder = path.join(cache, 'demo');
  const stamp = await generatorHash(repository);
  if ((await readFile(path.join(folder, STAMP), 'utf8').catch(() => '')) === stamp) return folder;
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(path.join(cache, 'demo-unfinished-'));
  try {
    say('Making the demo studies (once): a slide and a CT of one synthetic patient ...');
    await createStudies(unfinished, progressLine());
    await writeFile(path.join(unfinished, STAMP), stamp);
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** Over the generator's own sources: a change of theirs makes other studies. Cohorts are tables of their own. */
async function generatorHash(repository: string): Promise<string> {
  const sources = path.join(repository, 'packages/synthetic/src');
  if (!existsSync(sources)) return '';
  const files = (await readdir(sources, { recursive: true }))
    .filter(file => file.endsWith('.ts') && !file.startsWith(`cohort${path.sep}`))
    .sort();
  const texts = await Promise.all(files.map(file => readFile(path.join(sources, file), 'utf8')));
  return sha256Hex(texts.map((text, index) => `${files[index] ?? ''}\n${text}`).join('\n'));
}
