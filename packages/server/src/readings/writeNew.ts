import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a file whole, unless there is one of this name: of two writers, also of two servers, one is first.
 * File and folder are readable for the server's account only, so that copies of them are, too.
 * @returns whether this call made the file.
 */
export async function writeNew(file: string, content: string): Promise<boolean> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const candidate = `${file}.${randomBytes(8).toString('hex')}.tmp`;
  try {
    const handle = await open(candidate, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(candidate, file);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return false;
    throw thrown;
  } finally {
    await rm(candidate, { force: true });
  }
}
