import { rename, type FileHandle } from 'node:fs/promises';

/**
 * Gives `FILE.partial` its name. Its bytes are on the disk before: after a loss of power a file is whole or not there.
 */
export async function completeFile(handle: Pick<FileHandle, 'sync' | 'close'>, file: string): Promise<void> {
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.partial`, file);
}
