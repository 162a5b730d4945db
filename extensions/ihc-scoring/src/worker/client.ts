import type { Slide } from '@timescope/core/dicom/read/slide';
import { callbacks, handOver, type WorkerConnection } from '@timescope/runtime/worker';
import type { ScoreRequest } from '../pipeline/scoreRequest';
import { beginWorker } from './beginWorker';
import { framesHandedOver } from './framesHandedOver';
import type { FramePage, Scored, ScoringPage, ScoringWorker } from './request';

/** More workers than this gain little: the pages of a slide come through one connection. Ours. */
const MOST_WORKERS = 4;

/** Scores slides in workers that are started with the first request: one leads, the others measure tiles for it. */
export class ScoringClient {
  private connections: readonly WorkerConnection<ScoringWorker>[] = [];

  /**
   * The result and its basis; the cells go to `page.onCells` while they are found.
   * @throws the signal's reason after an abort; TimescopeError for unreadable slides, MISSING_BUNDLE without the
   *   worker's file.
   */
  async score(slide: Slide, request: ScoreRequest, page: ScoringPage, signal: AbortSignal): Promise<Scored> {
    const [leader, ...helpers] = this.started();
    const end = new AbortController();
    const ended = AbortSignal.any([signal, end.signal]);
    try {
      const ports = await Promise.all(helpers.map(helper => askForHelp(helper, slide, page, ended)));
      const result = leader.call(
        (worker, call) =>
          worker.score(call, slide, request, callbacks(withHandOver(page)), handOver(ports, ports)),
        ended,
      );
      return await Promise.race([result, ...helpers.map(helper => helper.broken)]);
    } catch (thrown) {
      end.abort(thrown);
      // Workers that are gone are not asked again; the next request starts new ones.
      if (isGone(thrown)) this.close();
      throw thrown;
    }
  }

  close(): void {
    for (const connection of this.connections) connection.close();
    this.connections = [];
  }

  private started(): readonly [Connection, ...Connection[]] {
    const [leader = beginWorker<ScoringWorker>(NAME), ...helpers] = this.connections;
    while (helpers.length < workersHere() - 1) helpers.push(beginWorker(NAME));
    this.connections = [leader, ...helpers];
    return [leader, ...helpers];
  }
}

const NAME = 'ihc-scoring';

type Connection = WorkerConnection<ScoringWorker>;

/** One processor stays free for the page. */
const workersHere = (): number =>
  Math.max(1, Math.min(MOST_WORKERS, globalThis.navigator.hardwareConcurrency - 1));

/** Gives the port at which the helper listens. */
async function askForHelp(
  helper: Connection,
  slide: Slide,
  page: FramePage,
  signal: AbortSignal,
): Promise<MessagePort> {
  const { port1, port2 } = new MessageChannel();
  await helper.call(
    (worker, call) => worker.help(call, slide, callbacks(framesHandedOver(page)), handOver(port2, [port2])),
    signal,
  );
  return port1;
}

function withHandOver(page: ScoringPage): ScoringPage {
  return {
    ...framesHandedOver(page),
    report: progress => page.report(progress),
    onCells: cells => page.onCells(cells),
  };
}

const isGone = (thrown: unknown): boolean =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === 'MISSING_BUNDLE';
