import { open, type FileHandle } from 'node:fs/promises';
import type { ByteRange, ByteSource } from '@timescope/core/dicom/read/byteSource';

/** Runs `use` over a file that is open for reading, and closes it. */
export async function withFile<Result>(
  file: string,
  use: (source: ByteSource) => Promise<Result>,
): Promise<Result> {
  const handle = await open(file, 'r');
  try {
    return await use(await fileSource(handle));
  } finally {
    await handle.close();
  }
}

async function fileSource(handle: FileHandle): Promise<ByteSource> {
  const { size } = await handle.stat();
  return { length: size, read: range => readRange(handle, range, size) };
}

async function readRange(
  handle: FileHandle,
  { offset, length }: ByteRange,
  size: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await handle.read(bytes, done, bytes.length - done, offset + done);
    if (bytesRead === 0) return bytes.subarray(0, done);
    done += bytesRead;
  }
  return bytes;
}
