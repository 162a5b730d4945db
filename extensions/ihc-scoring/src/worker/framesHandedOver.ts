import { handOver } from '@timescope/runtime/worker';
import type { FramePage } from './request';

/** The page's frames as a worker gets them: their bytes are handed over, not copied. */
export const framesHandedOver = (page: FramePage): FramePage => ({
  fetchFrame: async (sopInstanceUid, frameNumber) => {
    const frame = await page.fetchFrame(sopInstanceUid, frameNumber);
    return frame.kind === 'done' ? handOver(frame, [frame.value.buffer]) : frame;
  },
});
