import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

/** Our own packages are bundled although every other package stays external. */
export async function workspaceAliases(root) {
  const aliases = {};
  for (const group of ['packages', 'extensions']) {
    for (const name of await readdir(path.join(root, group))) {
      const manifest = JSON.parse(await readFile(path.join(root, group, name, 'package.json'), 'utf8'));
      aliases[manifest.name] = path.join(root, group, name, 'src');
    }
  }
  return aliases;
}
