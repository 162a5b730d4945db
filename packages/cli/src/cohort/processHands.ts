import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { CaseHands, CaseTask, RunContext, RunEnd } from './caseHands';

export interface ProcessLimits {
  /** Resident memory of the process, in megabytes. */
  readonly memoryMb: number;
  /** Of one run, in milliseconds. */
  readonly longestMs: number;
}

/** The built file of the process, beside the built command line. */
const PROCESS_FILE = new URL('./caseProcess.js', import.meta.url);

/** How often memory is looked at, in milliseconds. Ours. */
const WATCH_MS = 500;

/**
 * Runs cases in a process of its own that stays warm from case to case. It is ended where a case takes more memory or
 * time than it may, and a new one is begun for the next: whatever a slide does, the worker lives.
 */
export function processHands(limits: ProcessLimits, file = PROCESS_FILE): CaseHands {
  let child: ChildProcess | undefined;
  const end = () => {
    child?.kill('SIGKILL');
    child = undefined;
  };
  return {
    run: async (task, context) => {
      if (context.signal.aborted) return { kind: 'stopped' };
      child ??= begun(file, limits);
      const ended = await runIn(child, task, limits, context);
      // What a case left behind is given back with its process.
      if (ended.kind !== 'ended' || (await residentMb(child)) > limits.memoryMb / 2) end();
      return ended;
    },
    close: end,
  };
}

function begun(file: URL, { memoryMb }: ProcessLimits): ChildProcess {
  return fork(file, [], {
    // A worker is meant for one core: the collector's own threads would take the time of the worker beside it.
    execArgv: [`--max-old-space-size=${memoryMb}`, '--single-threaded-gc'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'json',
  });
}

function runIn(
  child: ChildProcess,
  task: CaseTask,
  limits: ProcessLimits,
  { signal, onStage }: RunContext,
): Promise<RunEnd> {
  const said = child.stderr && createInterface(child.stderr);
  said?.on('line', onStage);
  return new Promise<RunEnd>(resolve => {
    const settle = (end: RunEnd) => {
      clearInterval(watch);
      said?.close();
      signal.removeEventListener('abort', stop);
      child.removeAllListeners('message').removeAllListeners('exit').removeAllListeners('error');
      resolve(end);
    };
    const stop = () => settle({ kind: 'stopped' });
    const lost = (reason: string) => settle({ kind: 'lost', reason });
    const since = Date.now();
    const watch = setInterval(() => {
      if (Date.now() - since > limits.longestMs)
        lost(`It took longer than ${Math.round(limits.longestMs / 60_000)} minutes and was ended.`);
      void residentMb(child).then(megabytes => {
        if (megabytes > limits.memoryMb)
          lost(
            `It took ${Math.round(megabytes)} MB of memory where ${limits.memoryMb} MB are allowed, and was ended.`,
          );
      });
    }, WATCH_MS);
    child.once('message', message => settle(message as RunEnd));
    child.once('exit', (code, killed) =>
      lost(`Its process ended (${killed ?? `exit code ${String(code)}`}).`),
    );
    child.once('error', error => lost(`Its process could not be reached (${error.message}).`));
    signal.addEventListener('abort', stop, { once: true });
    child.send(task, error => {
      if (error) lost(`Its process could not be reached (${error.message}).`);
    });
  });
}

/** As Linux tells it; elsewhere 0: only node's own limit of its heap holds there. */
async function residentMb({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}
