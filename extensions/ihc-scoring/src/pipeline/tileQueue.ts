/** A piece of work and its place in the order. */
interface QueueTask {
  readonly index: number;
}

/** One pair of hands: does a task at a time. `ahead` is the task that it will be given next. */
export interface QueueWorker<Task, Outcome> {
  measure(task: Task, ahead?: Task): Promise<Outcome>;
}

/**
 * Tiles that a worker takes at once: neighbours, so that it decodes what their margins share only once. Ours: of the stored
 * tiles of a large slide 22 % are decoded twice, with runs of 4 it is 30 %, without a memory 66 %.
 */
const LONGEST_RUN = 8;

/**
 * Measures the tasks with all workers and gives the outcomes in the order of the tasks. Workers stop for as long as
 * outcomes are not fetched, so no more than a few tiles a worker are ever held. The first failure ends all.
 * @throws what a worker throws; the signal's reason.
 */
export async function* outcomesInOrder<Task extends QueueTask, Outcome extends QueueTask>(
  workers: readonly QueueWorker<Task, Outcome>[],
  tasks: readonly Task[],
  signal?: AbortSignal,
): AsyncGenerator<Outcome> {
  const queue = new TileQueue<Task, Outcome>(tasks, workers.length);
  const stop = () => queue.fail(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  const working = workers.map(worker => workThrough(queue, worker));
  try {
    for (let index = 0; index < tasks.length; index++) {
      signal?.throwIfAborted();
      yield await queue.fetch(index);
    }
    await Promise.all(working);
  } finally {
    signal?.removeEventListener('abort', stop);
    queue.fail(new Error('The run has ended.'));
  }
}

async function workThrough<Task extends QueueTask, Outcome extends QueueTask>(
  queue: TileQueue<Task, Outcome>,
  worker: QueueWorker<Task, Outcome>,
): Promise<void> {
  try {
    for (let run = await queue.take(); run.length > 0; run = await queue.take())
      for (const [at, task] of run.entries()) {
        if (queue.hasEnded) return;
        queue.add(await worker.measure(task, run[at + 1]));
      }
  } catch (thrown) {
    queue.fail(thrown);
  }
}

/** Holds what is between the workers and the reader of outcomes. */
class TileQueue<Task extends QueueTask, Outcome extends QueueTask> {
  private readonly done = new Map<number, Outcome>();
  private readonly waiting = new Set<() => void>();
  private readonly mostAhead: number;
  private nextTask = 0;
  private nextOutcome = 0;
  private failure: { readonly reason: unknown } | undefined;

  constructor(
    private readonly tasks: readonly Task[],
    private readonly workers: number,
  ) {
    // A worker may go on while the slowest is at its first tile: bounds the cells that wait for an older tile.
    this.mostAhead = LONGEST_RUN * workers + 1;
  }

  get hasEnded(): boolean {
    return this.failure !== undefined;
  }

  /** The next tasks for one worker; none when all are taken or the run has ended. Runs grow shorter towards the end. */
  async take(): Promise<readonly Task[]> {
    await this.until(() => this.nextTask - this.nextOutcome < this.mostAhead || this.hasEnded);
    if (this.hasEnded) return [];
    const left = this.tasks.length - this.nextTask;
    const length = Math.max(1, Math.min(LONGEST_RUN, Math.floor(left / (3 * this.workers))));
    const run = this.tasks.slice(this.nextTask, this.nextTask + length);
    this.nextTask += run.length;
    return run;
  }

  add(outcome: Outcome): void {
    this.done.set(outcome.index, outcome);
    this.wake();
  }

  async fetch(index: number): Promise<Outcome> {
    await this.until(() => this.done.has(index) || this.hasEnded);
    const outcome = this.done.get(index);
    if (this.failure || !outcome) throw this.failure?.reason;
    this.done.delete(index);
    this.nextOutcome = index + 1;
    this.wake();
    return outcome;
  }

  fail(reason: unknown): void {
    this.failure ??= { reason };
    this.wake();
  }

  private async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>(resolve => this.waiting.add(resolve));
  }

  private wake(): void {
    const woken = [...this.waiting];
    this.waiting.clear();
    for (const resolve of woken) resolve();
  }
}
