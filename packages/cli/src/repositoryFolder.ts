import { existsSync } from 'node:fs';
import path from 'node:path';

/** The repository's root, from wherever the command line is run: the folder above this file that holds the bundles. */
export function repositoryFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, 'package-lock.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) return process.cwd();
    folder = parent;
  }
  return folder;
}
