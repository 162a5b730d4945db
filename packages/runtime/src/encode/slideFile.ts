import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { isNative } from '@timescope/core/dicom/read/transferSyntaxes';
import type { Dataset } from '@timescope/core/dicom/write/dataset';
import {
  encapsulatedPixelDataHeader,
  fragmentBytes,
  nativePixelDataHeader,
  part10Bytes,
  sequenceDelimiter,
} from '@timescope/core/dicom/write/part10';

/** What is known of a level's frames once all are written. */
export interface WrittenFrames {
  readonly count: number;
  readonly bytes: number;
  /** SHA-256 over the frames, hex: UIDs follow from it. */
  readonly digest: string;
}

/**
 * A DICOM file in the making whose frames come one by one; none stays in memory. They are spooled beside it, because
 * the header says how many there are, how large, and which UID follows from them. The file appears under its name
 * only when it is whole.
 */
export class FrameFile {
  private readonly lengths: number[] = [];
  private readonly hash: Hash = createHash('sha256');

  private constructor(
    private readonly path: string,
    private readonly transferSyntax: string,
    private readonly spool: FileHandle,
  ) {}

  static async create(path: string, transferSyntax: string): Promise<FrameFile> {
    return new FrameFile(path, transferSyntax, await open(`${path}.frames`, 'w'));
  }

  async add(frame: Uint8Array): Promise<void> {
    this.hash.update(frame);
    this.lengths.push(frame.length);
    await this.spool.writeFile(isNative(this.transferSyntax) ? frame : fragmentBytes(frame));
  }

  /** @param describe gives the data set up to the pixel data */
  async finish(describe: (written: WrittenFrames) => Dataset): Promise<void> {
    const bytes = this.lengths.reduce((sum, length) => sum + length, 0);
    const written = { count: this.lengths.length, bytes, digest: this.hash.digest('hex') };
    try {
      await this.assemble(part10Bytes(describe(written), this.transferSyntax), bytes);
      await rename(`${this.path}.part`, this.path);
    } finally {
      await this.discard();
    }
  }

  /** Leaves nothing behind; also the end of a failed write. */
  async discard(): Promise<void> {
    await this.spool.close();
    await Promise.all(['frames', 'part'].map(end => rm(`${this.path}.${end}`, { force: true })));
  }

  private async assemble(head: Uint8Array, bytes: number): Promise<void> {
    const native = isNative(this.transferSyntax);
    const file = await open(`${this.path}.part`, 'w');
    try {
      await file.writeFile(head);
      await file.writeFile(native ? nativePixelDataHeader(bytes) : encapsulatedPixelDataHeader(this.lengths));
      await append(file, `${this.path}.frames`);
      await file.writeFile(native ? new Uint8Array(bytes % 2) : sequenceDelimiter());
      await file.sync();
    } finally {
      await file.close();
    }
  }
}

async function append(file: FileHandle, path: string): Promise<void> {
  const chunks = createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>;
  for await (const chunk of chunks) await file.writeFile(chunk);
}
