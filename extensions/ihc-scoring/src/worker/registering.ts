import type { Slide } from '@timescope/core/dicom/read/slide';
import type { PixelSource } from '@timescope/core/pixelSource';
import type { AbortableCalls } from '@timescope/runtime/worker';
import { registerForViewing } from '../pipeline/registration/registerForViewing';
import { correctedMap } from '../pipeline/tissueMap/correctedMap';
import { outlineMap } from '../pipeline/tissueMap/outlineMap';
import type { RegisteringWorker } from './registeringRequest';
import type { FramePage } from './request';

/** The worker's answers to how two sections lie on each other. */
export const registering = (
  calls: AbortableCalls,
  sourceOf: (slide: Slide, page: FramePage) => PixelSource,
): Omit<RegisteringWorker, 'abort'> => ({
  outline: (call, slide, drawn, name, page) =>
    calls.run(call, async signal =>
      correctedMap(await outlineMap(sourceOf(slide, page), name, signal), drawn),
    ),
  register: (call, fixed, moving) =>
    calls.run(call, () => Promise.resolve(registerForViewing(fixed, moving))),
});
