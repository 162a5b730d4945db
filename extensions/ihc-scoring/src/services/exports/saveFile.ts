import { download } from '@timescope/ohif/download';

/** Where a file goes, piece after piece. */
export interface FileSink {
  write(piece: string): Promise<void>;
  /** The file is whole now and stands under its name. */
  close(): Promise<void>;
  /** Takes away what was written. */
  abort(): Promise<void>;
}

/** The part of the page that a file is saved through. */
export interface SavingPage {
  /** Absent in browsers without the File System Access API. */
  showSaveFilePicker?(options: { suggestedName: string }): Promise<{
    createWritable(): Promise<{
      write(piece: string | Blob): Promise<void>;
      close(): Promise<void>;
      abort(): Promise<void>;
    }>;
  }>;
  readonly document: Document;
}

/**
 * A place for a file: the reader's choice on the disk, into which the pieces go as they come; where the browser has no
 * such thing, a download, whose pieces the browser keeps (on disk when they are large) until it is whole.
 * @throws AbortError when the reader chose no place.
 */
export async function fileSink(name: string, type: string, page: SavingPage): Promise<FileSink> {
  if (!page.showSaveFilePicker) return downloadSink(name, type, page.document);
  const handle = await page.showSaveFilePicker({ suggestedName: name });
  return handle.createWritable();
}

function downloadSink(name: string, type: string, document: Document): FileSink {
  // A blob a piece: a blob's bytes are the browser's, so the page's own memory stays small.
  const pieces: Blob[] = [];
  return {
    write: piece => {
      pieces.push(new Blob([piece]));
      return Promise.resolve();
    },
    close: () => {
      download(new Blob(pieces, { type }), name, document);
      return Promise.resolve();
    },
    abort: () => {
      pieces.length = 0;
      return Promise.resolve();
    },
  };
}
