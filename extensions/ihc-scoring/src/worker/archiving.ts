import { sending, storedFiles } from '@timescope/runtime/archive';
import { handOver, type AbortableCalls } from '@timescope/runtime/worker';
import { drawnBuffers } from '../evidence/drawnObject';
import { drawnSegments } from '../evidence/drawnSegments';
import { strings } from '../strings';
import type { ArchiveWorker } from './archiveRequest';

/** The worker's answers to what the archive's section asks. */
export function archiving(calls: AbortableCalls): Omit<ArchiveWorker, 'abort'> {
  return {
    ...sending(calls),

    drawObject: async (call, root, { address }, slide, page) => {
      const drawn = await calls.run(call, async signal => {
        const [file] = await storedFiles(root, [address], page, { signal, stage: strings.readingObject });
        return drawnSegments(file ?? new Uint8Array(), slide);
      });
      return drawn.kind === 'done' ? handOver(drawn, drawnBuffers(drawn.value)) : drawn;
    },
  };
}
