import { slidePixelSource } from '@timescope/core/dicom/read/slidePixelSource';
import { decodeFrame } from '@timescope/runtime/decode/browser';
import { AbortableCalls, handOver, serveWorker, valueOf, type Settled } from '@timescope/runtime/worker';
import { transferablesOf } from '../pipeline/cellTable';
import type { ScoreOutcome } from '../pipeline/scoreRequest';
import { scoreSlide } from '../pipeline/scoreSlide';
import type { ScoringWorker } from './request';

const calls = new AbortableCalls();

const worker: ScoringWorker = {
  abort: call => calls.abort(call),

  async score(call, slide, request, page) {
    const source = slidePixelSource(
      slide,
      async (uid, frame) => valueOf(await page.fetchFrame(uid, frame)),
      decodeFrame,
    );
    const settled = await calls.run(call, signal =>
      scoreSlide(source, request, {
        signal,
        report: progress => page.report(progress),
        // Copied, not handed over: the pipeline still needs them for the whole.
        onPartial: cells => page.onPartial(cells),
      }),
    );
    return handOver(settled, buffersOf(settled));
  },
};

function buffersOf(settled: Settled<ScoreOutcome>): readonly ArrayBuffer[] {
  return settled.kind === 'done' ? transferablesOf(settled.value.cells) : [];
}

serveWorker(worker);
