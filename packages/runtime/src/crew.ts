import {
  AbortableCalls,
  handOver,
  type AbortableWorker,
  type Settled,
  type WorkerConnection,
} from './worker';

/** Measures one task at a time; `ahead` is the task that comes next. */
export interface Hands<Task, Outcome> {
  measure(task: Task, ahead?: Task): Promise<Outcome>;
}

/** What each worker of a crew offers: a job is begun once, then its tasks come one by one. */
export interface CrewMember<Job, Task, Outcome> extends AbortableWorker {
  begin(call: number, job: Job): Promise<Settled<'begun'>>;
  measure(call: number, task: Task, ahead?: Task): Promise<Settled<Outcome>>;
}

/**
 * In the worker.
 * @param begin takes a job; the signal ends with the worker only, tasks are ended one by one.
 * @param buffersOf what of an outcome is handed over instead of copied.
 */
export function crewMember<Job, Task, Outcome extends object>(
  begin: (job: Job) => Promise<Hands<Task, Outcome>>,
  buffersOf: (outcome: Outcome) => readonly ArrayBuffer[],
): CrewMember<Job, Task, Outcome> {
  const calls = new AbortableCalls();
  let hands: Hands<Task, Outcome> | undefined;
  return {
    abort: call => calls.abort(call),
    begin: (call, job) =>
      calls.run(call, async () => {
        hands = await begin(job);
        return 'begun' as const;
      }),
    async measure(call, task, ahead) {
      const settled = await calls.run(call, signal => {
        if (!hands) throw new Error('A task came before its job.');
        signal.throwIfAborted();
        return hands.measure(task, ahead);
      });
      return settled.kind === 'done' ? handOver(settled, buffersOf(settled.value)) : settled;
    },
  };
}

/** A member as it is called from afar: both ends are of one build, so what crosses is what it takes. */
export type RemoteMember<Outcome> = CrewMember<unknown, unknown, Outcome>;

/** On the other side: the hands of every worker, once each has the job. */
export function crewHands<Task, Outcome>(
  crew: readonly WorkerConnection<RemoteMember<Outcome>>[],
  job: unknown,
  signal?: AbortSignal,
): Promise<readonly Hands<Task, Outcome>[]> {
  return Promise.all(
    crew.map(async member => {
      await member.call((remote, call) => remote.begin(call, job), signal);
      return {
        measure: (task: Task, ahead?: Task) =>
          member.call((remote, call) => remote.measure(call, task, ahead), signal),
      };
    }),
  );
}
