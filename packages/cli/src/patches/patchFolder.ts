import { TimescopeError } from '@timescope/core/errors';
import type { Triple } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { pngOf } from '@timescope/runtime/encode/png';
import { readdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../score/outFolder';
import { PATCH_KINDS, type PatchKindName, type WrittenPatch } from './patchKinds';

/** A folder of patches of one or more slides. */
export interface PatchFolder {
  write(name: string, files: WrittenPatch['files']): Promise<void>;
}

/**
 * A folder for patches of a kind. Those of the same slide that an earlier export left there are taken away.
 * @param slide what the names of its patches begin with
 * @throws TimescopeError USAGE where the folder holds patches of another kind
 */
export async function openPatchFolder(
  folder: string,
  kind: PatchKindName,
  slide: string,
): Promise<PatchFolder> {
  await makeFolder(folder);
  const { foreign } = PATCH_KINDS[kind];
  if (await stat(path.join(folder, foreign)).catch(() => undefined))
    throw new TimescopeError('USAGE', `${folder} holds patches of another kind (${foreign}).`, {
      kind: 'usage',
      nextStep: 'Give --out a folder of its own for each kind.',
    });
  await removeFormer(folder, `${slide}-`);
  return {
    write: async (name, files) => {
      for (const [part, raster] of Object.entries(files)) {
        await makeFolder(path.join(folder, part));
        await writeFile(path.join(folder, part, `${name}.png`), await pngOf(raster));
      }
    },
  };
}

async function removeFormer(folder: string, prefix: string): Promise<void> {
  for (const part of await partsOf(folder)) {
    const own = (await readdir(part)).filter(name => name.startsWith(prefix) && name.endsWith('.png'));
    for (const name of own) await rm(path.join(part, name));
    // A class that the slide no longer has must not stay as an empty one.
    if (own.length > 0) await rmdir(part).catch(() => undefined);
  }
}

async function partsOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter(entry => entry.isDirectory()).map(({ name }) => path.join(folder, name));
}

/** Patches of all slides in the folder. */
export async function patchesIn(folder: string, kind: PatchKindName): Promise<number> {
  const parts = kind === 'tiles' ? await partsOf(folder) : [path.join(folder, 'images')];
  const names = await Promise.all(parts.map(part => readdir(part)));
  return names.flat().filter(name => name.endsWith('.png')).length;
}

/** Each patch's glass beside those of other slides, as train_tissue.py reads it. */
export async function addWhites(folder: string, names: readonly string[], white: Triple): Promise<void> {
  const file = path.join(folder, 'white.json');
  const before = await readFile(file, 'utf8').catch(() => '{}');
  const added = Object.fromEntries(names.map(name => [name, white]));
  await writeFile(file, JSON.stringify({ ...(JSON.parse(before) as Record<string, unknown>), ...added }));
}
