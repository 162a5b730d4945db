import { sending, storedFiles } from '@timescope/runtime/archive';
import { handOver, type AbortableCalls } from '@timescope/runtime/worker';
import { drawnAnnotations } from '../evidence/drawnAnnotations';
import { drawnBuffers } from '../evidence/drawnObject';
import { drawnSegments } from '../evidence/drawnSegments';
import { strings } from '../strings';
import type { ArchiveWorker } from './archiveRequest';

/** The worker's answers to what the archive's section asks. */
export function archiving(calls: AbortableCalls): Omit<ArchiveWorker, 'abort'> {
  return {
    ...sending(calls),

    drawObject: async (call, root, { kind, address }, slide, page) => {
      const drawn = await calls.run(call, async signal => {
        const [file] = await storedFiles(root, [address], page, { signal, stage: strings.readingObject });
        const read = kind === 'annotations' ? drawnAnnotations : drawnSegments;
        return read(file ?? new Uint8Array(), slide);
      });
      return drawn.kind === 'done' ? handOver(drawn, drawnBuffers(drawn.value)) : drawn;
    },
  };
}
