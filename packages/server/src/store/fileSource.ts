import { open, type FileHandle } from 'node:fs/promises';
import { arraySource, type ByteRange, type ByteSource } from '@timescope/core/dicom/read/byteSource';
import { DEFLATED_HEAD, inflatedFile, isDeflated } from './inflatedFile';

/**
 * Runs `use` over a file that is open for reading, and closes it. A deflated file is read as the same one uncompressed:
 * so viewers get it, which need not know the deflated transfer syntax.
 */
export async function withFile<Result>(
  file: string,
  use: (source: ByteSource) => Promise<Result>,
): Promise<Result> {
  const handle = await open(file, 'r');
  try {
    return await use(await inflated(await fileSource(handle)));
  } finally {
    await handle.close();
  }
}

async function inflated(source: ByteSource): Promise<ByteSource> {
  const head = await source.read({ offset: 0, length: DEFLATED_HEAD });
  if (!isDeflated(head)) return source;
  return arraySource(inflatedFile(await source.read({ offset: 0, length: source.length })));
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
