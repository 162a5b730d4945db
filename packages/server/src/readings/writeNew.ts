import { link, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { writeWhole } from '../store/writeWhole';

/**
 * Writes a file whole, unless there is one of this name: of two writers, also of two servers, one is first.
 * @returns whether this call made the file.
 */
export async function writeNew(file: string, content: string): Promise<boolean> {
  await mkdir(path.dirname(file), { recursive: true });
  const candidate = `${file}.${randomBytes(8).toString('hex')}.tmp`;
  await writeWhole(candidate, content);
  try {
    await link(candidate, file);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return false;
    throw thrown;
  } finally {
    await rm(candidate, { force: true });
  }
}
