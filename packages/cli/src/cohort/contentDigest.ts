import { TimescopeError } from '@timescope/core/errors';
import { sha256Hex } from '@timescope/core/sha256';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * SHA-256 of a file, or of a folder's files with their names, in hex.
 * @param only the files that count, by their path in the folder
 * @throws TimescopeError NOT_FOUND
 */
export async function contentDigest(location: string, only = /./): Promise<string> {
  const found = await stat(location).catch((cause: unknown) => {
    throw new TimescopeError('NOT_FOUND', `There is no file or folder ${location}.`, {
      nextStep: 'Check the path.',
      cause,
    });
  });
  if (!found.isDirectory()) return fileDigest(location);
  const entries = await readdir(location, { recursive: true, withFileTypes: true });
  const files = entries
    .filter(entry => entry.isFile())
    .map(entry => path.relative(location, path.join(entry.parentPath, entry.name)))
    .filter(name => only.test(name));
  const lines: string[] = [];
  for (const name of files.sort()) lines.push(`${name} ${await fileDigest(path.join(location, name))}`);
  return sha256Hex(lines.join('\n'));
}

export async function fileDigest(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}
