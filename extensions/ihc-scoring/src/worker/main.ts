import type { Slide } from '@timescope/core/dicom/read/slide';
import { slidePixelSource } from '@timescope/core/dicom/read/slidePixelSource';
import type { PixelSource } from '@timescope/core/pixelSource';
import type { Progress } from '@timescope/core/progress';
import { crewMember } from '@timescope/runtime/crew';
import { decodeFrame } from '@timescope/runtime/decode/browser';
import { loadNucleusKernels } from '@timescope/runtime/kernels/loadNucleusKernels';
import { fetchListedCard } from '@timescope/runtime/models';
import { AbortableCalls, handOver, serveWorker, valueOf } from '@timescope/runtime/worker';
import { transferablesOf } from '../pipeline/cellTable';
import { inThisThread } from '../pipeline/inThisThread';
import { settingsOf } from '../pipeline/settings';
import { scoreSlide } from '../pipeline/scoreSlide';
import { outcomeBuffers, type SlideJob, type TileOutcome, type TileTask } from '../pipeline/slideJob';
import { SMALL_TILES } from '../pipeline/tilePlan';
import { archiving } from './archiving';
import type { ArchiveWorker } from './archiveRequest';
import { cellTyping } from './cellTyping';
import type { CellTypingWorker } from './cellTypingRequest';
import { withPatches } from './patchesInWorker';
import { withUsualNetwork } from '../pipeline/detection/network/withUsualNetwork';
import { runnerWith } from './runnerWith';
import { inspecting } from './inspecting';
import { mapping } from './mapping';
import type { MappingWorker } from './mappingRequest';
import { networkFor, networkForJob } from './networkFor';
import { registering } from './registering';
import type { RegisteringWorker } from './registeringRequest';
import type { InspectingWorker } from './inspectRequest';
import type { FramePage, ScoringWorker } from './request';
import type { RescoringWorker } from './rescoreRequest';
import { rescoring } from './rescoring';
import { training } from './training';
import type { TrainingWorker } from './trainingRequest';

const calls = new AbortableCalls();

const sourceOf = (slide: Slide, page: FramePage): PixelSource =>
  slidePixelSource(slide, async (uid, frame) => valueOf(await page.fetchFrame(uid, frame)), decodeFrame);

const worker: ScoringWorker &
  InspectingWorker &
  TrainingWorker &
  RescoringWorker &
  CellTypingWorker &
  MappingWorker &
  RegisteringWorker &
  ArchiveWorker = {
  ...inspecting(calls, sourceOf),
  ...training(calls, sourceOf),
  ...rescoring(calls),
  ...cellTyping(calls),
  ...mapping(calls, sourceOf),
  ...registering(calls, sourceOf),
  ...archiving(calls),

  abort: call => calls.abort(call),

  score(call, slide, request, page, helpers) {
    return calls.run(call, async signal => {
      const source = sourceOf(slide, page);
      const context = { signal, report: (progress: Progress) => page.report(progress) };
      const usual = await withUsualNetwork(request, source, cardIfThere);
      const network = await networkFor(settingsOf(usual).detector, context);
      const runner = runnerWith(inThisThread(source, await loadNucleusKernels(), network), helpers);
      const { result, basis } = await withPatches(source, usual, context, (asked, found) =>
        scoreSlide(source, asked, {
          ...context,
          ...found,
          onCells: cells => page.onCells(handOver(cells, transferablesOf(cells))),
          runner,
          tiling: SMALL_TILES,
        }),
      );
      return { result, basis };
    });
  },

  help(call, slide, page, leader) {
    return calls.run(call, async () => {
      const faster = await loadNucleusKernels();
      const source = sourceOf(slide, page);
      const begin = async (job: SlideJob) => {
        const network = await networkForJob(job);
        return firstOf(await inThisThread(source, faster, network).start(job, 1));
      };
      serveWorker(crewMember<SlideJob, TileTask, TileOutcome>(begin, outcomeBuffers), leader);
      leader.start();
      return 'ready' as const;
    });
  },
};

/** As the panel has it: a card that does not come is said there and does not keep anyone from measuring. */
const cardIfThere = (name: string) => fetchListedCard(name).catch(() => undefined);

function firstOf<Value>([first]: readonly Value[]): Value {
  if (first === undefined) throw new RangeError('A thread has one pair of hands.');
  return first;
}

serveWorker(worker);
