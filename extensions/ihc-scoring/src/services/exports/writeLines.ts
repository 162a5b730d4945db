import type { FileSink } from './saveFile';

/** Characters handed over at once: some thousand cells. Ours. */
const PIECE = 1 << 20;
/** The page is busy no longer than this before others have their turn, in milliseconds. Ours. */
const LONGEST_TURN_MS = 16;

export interface Writing {
  readonly signal?: AbortSignal;
  /** How many lines were written so far. */
  readonly report?: (lines: number) => void;
  /** Gives the page its turn; a new task, so that keys and drawing come in between. */
  readonly pause?: () => Promise<void>;
}

/**
 * Writes lines as they are made: the next ones only once the sink has taken the last, so that memory does not grow with
 * the file. After a fault or an abort the sink is aborted.
 * @returns how many lines were written.
 * @throws the signal's reason, or what the sink throws.
 */
export async function writeLines(
  lines: Iterable<string>,
  sink: FileSink,
  { signal, report, pause = nextTask }: Writing = {},
): Promise<number> {
  let written = 0;
  let piece = '';
  let began = performance.now();
  try {
    for (const line of lines) {
      piece += line;
      written++;
      if (piece.length >= PIECE) {
        await sink.write(piece);
        piece = '';
      }
      if (performance.now() - began < LONGEST_TURN_MS) continue;
      report?.(written);
      await pause();
      signal?.throwIfAborted();
      began = performance.now();
    }
    if (piece !== '') await sink.write(piece);
    await sink.close();
    return written;
  } catch (thrown) {
    // The first fault counts, not that of tidying up.
    await sink.abort().catch(() => undefined);
    throw thrown;
  }
}

const nextTask = (): Promise<void> =>
  new Promise(resolve => {
    setTimeout(resolve);
  });
