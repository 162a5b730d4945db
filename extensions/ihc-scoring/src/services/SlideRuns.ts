import type { Slide } from '@timescope/core/dicom/read/slide';
import type { GradeCounts } from '@timescope/core/result/scoreResult';
import { secondsLeft, stageBegan, type StageBegan } from '@timescope/core/timeLeft';
import type { Host } from '@timescope/ohif/host';
import type { ObservableState } from '@timescope/ohif/ObservableState';
import type { CellTable } from '../pipeline/cellTable';
import type { ScoreRequest } from '../pipeline/scoreRequest';
import { strings } from '../strings';
import { ScoringClient } from '../worker/client';
import type { ScoringPage } from '../worker/request';
import { framesOf } from './framesOf';
import type { MeasuredArea } from './measuredArea';
import type { Measurement, Run, ScoringState } from './scoringState';

/** What one run is made of. */
export interface RunOrder {
  readonly slide: Slide;
  readonly request: ScoreRequest;
  readonly area: MeasuredArea;
  readonly reader: string | undefined;
}

/** Under the key that the reading has by then. After a cancel `thrown` is an AbortError. */
export type RunEnd =
  | { readonly kind: 'measured'; readonly key: string; readonly measurement: Measurement }
  | { readonly kind: 'stopped'; readonly key: string; readonly thrown: unknown };

interface Begun {
  /** The reading that the result goes to; it changes when the reader says who reads while the run goes on. */
  key: string;
  readonly controller: AbortController;
}

/**
 * The runs of all readings. They go on whatever is on screen; one measures at a time, the next waits for it: two would
 * share the same workers and both be slower.
 */
export class SlideRuns {
  private readonly begun = new Set<Begun>();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly host: Host,
    private readonly state: ObservableState<ScoringState>,
    private readonly client: Pick<ScoringClient, 'score' | 'close'> = new ScoringClient(),
  ) {}

  /** The promise ends with the run and never rejects. */
  async measure(key: string, order: RunOrder): Promise<RunEnd> {
    this.cancel(key);
    const run: Begun = { key, controller: new AbortController() };
    this.begun.add(run);
    this.show(run, { area: order.area, progress: waiting(this.begun.size > 1), ...nothingYet });
    const measured = this.turn.then(() => this.score(run, order));
    this.turn = measured.catch(() => undefined);
    try {
      const measurement = await Promise.race([measured, aborted(run.controller.signal)]);
      return { kind: 'measured', key: run.key, measurement };
    } catch (thrown) {
      return { kind: 'stopped', key: run.key, thrown };
    } finally {
      this.end(run);
    }
  }

  cancel(key: string): void {
    for (const run of this.begun)
      if (run.key === key) run.controller.abort(new DOMException('cancelled by the reader', 'AbortError'));
  }

  /** A run whose reading got another key. */
  move(from: string, to: string): void {
    const shown = this.state.get().runs.get(from);
    for (const run of this.begun) if (run.key === from) run.key = to;
    if (!shown) return;
    const runs = new Map(this.state.get().runs);
    runs.delete(from);
    this.state.update({ runs: runs.set(to, shown) });
  }

  /** Lets the workers go as soon as nothing runs. */
  closeWhenIdle(): void {
    if (this.begun.size === 0) this.client.close();
  }

  private async score(run: Begun, { slide, request, area, reader }: RunOrder): Promise<Measurement> {
    const { signal } = run.controller;
    signal.throwIfAborted();
    const began = performance.now();
    const tables: CellTable[] = [];
    const scored = await this.client.score(slide, request, this.pageFor(slide, run, tables), signal);
    const seconds = (performance.now() - began) / 1000;
    return { runId: newRunId(), ...scored, request, area, tables, reader, seconds };
  }

  /** What the worker may ask of this page during one run. */
  private pageFor(slide: Slide, run: Begun, tables: CellTable[]): ScoringPage {
    const { signal } = run.controller;
    let began: StageBegan | undefined;
    return {
      ...framesOf(this.host, slide, signal),
      report: progress => {
        const now = performance.now();
        began = stageBegan(began, progress, now);
        const left = secondsLeft(began, progress, now);
        this.change(run, () => ({ progress, secondsLeft: left }));
      },
      onCells: cells => {
        tables.push(cells);
        this.change(run, ({ counts }) => ({ partial: [...tables], counts: withCells(counts, cells) }));
      },
    };
  }

  private change(run: Begun, change: (shown: Run) => Partial<Run>): void {
    const shown = this.state.get().runs.get(run.key);
    if (shown && !run.controller.signal.aborted) this.show(run, { ...shown, ...change(shown) });
  }

  private show({ key }: Begun, shown: Run): void {
    this.state.update({ runs: new Map(this.state.get().runs).set(key, shown) });
  }

  /** A run that was begun again under the same key stays shown. */
  private end(run: Begun): void {
    this.begun.delete(run);
    if ([...this.begun].some(({ key }) => key === run.key)) return;
    const runs = new Map(this.state.get().runs);
    runs.delete(run.key);
    this.state.update({ runs });
  }
}

const nothingYet = { partial: [], counts: [0, 0, 0, 0], secondsLeft: undefined } as const;

const waiting = (isBehind: boolean) => ({
  stage: isBehind ? strings.waitingForOther : strings.starting,
  done: 0,
  total: 1,
});

function withCells(counts: GradeCounts, { grade }: CellTable): GradeCounts {
  const sums: [number, number, number, number] = [...counts];
  for (const each of grade) if (each === 0 || each === 1 || each === 2 || each === 3) sums[each]++;
  return sums;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/** Not crypto.randomUUID: browsers withhold it from plain-http intranet pages, where hospitals run viewers. */
export const newRunId = (): string =>
  `${Date.now().toString(36)}-${crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36) ?? ''}`;
