import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

let written = 0;

/**
 * Writes a file so that it is there whole or not at all: temporary file, fsync, rename.
 * The name of the temporary file does not end in .dcm, so a scan never takes it for an instance.
 */
export async function writeWhole(file: string, content: Uint8Array | string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${String(process.pid)}-${String(++written)}.tmp`;
  try {
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  }
}
