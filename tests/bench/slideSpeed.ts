import { crewHands, type RemoteMember } from '@timescope/runtime/crew';
import { connectThread } from '@timescope/runtime/threads';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { builtModule } from '../harness/builtModule';
import { repository } from '../harness/commandLine';
import type { TileRow } from './decodeThread';

/** What something took: by the clock, and of all its threads together. */
export interface Spent {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

export interface TimedRun extends Spent {
  /** Of the whole process with its threads; undefined where the system does not say. */
  readonly peakMb: number | undefined;
  /** Whether hardly anything else ran: only then the clock says what the run takes. */
  readonly wasAlone: boolean;
  readonly result: { readonly hash: string; readonly cells: { readonly total: number } };
}

/** Runs the built `timescope score` once and follows its memory. */
export async function timedScore(slide: string, workers: number, ...options: string[]): Promise<TimedRun> {
  const before = { clock: performance.now(), busy: busySeconds() };
  const command = path.join(repository, 'packages/cli/bin/timescope.js');
  const argv = [
    command,
    'score',
    slide,
    '--marker',
    'ki67',
    '--json',
    '--workers',
    String(workers),
    ...options,
  ];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'ignore'] });
  let peakMb: number | undefined;
  let cpuSeconds = 0;
  const look = () => {
    peakMb = peakOf(child.pid) ?? peakMb;
    cpuSeconds = cpuSecondsOf(child.pid) ?? cpuSeconds;
  };
  const watch = setInterval(look, 50);
  let out = '';
  child.stdout.on('data', chunk => (out += String(chunk)));
  const code = await new Promise(resolve => child.on('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`timescope score ended with code ${String(code)}: ${out}`);
  const seconds = (performance.now() - before.clock) / 1000;
  const others = busySeconds() - before.busy - cpuSeconds;
  const wasAlone = others < OTHERS * seconds * os.availableParallelism();
  return { seconds, cpuSeconds, peakMb, wasAlone, result: JSON.parse(out) as TimedRun['result'] };
}

/** Share of the machine's time that others may take of a run that counts as alone. Ours. */
const OTHERS = 0.1;

/** Processor time of the whole machine so far. */
const busySeconds = (): number =>
  os.cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0) / 1000;

/** Processor time of a process and its threads so far; Linux counts it in hundredths of a second. */
function cpuSecondsOf(pid: number | undefined): number | undefined {
  try {
    const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return undefined;
  }
}

/** The largest resident memory so far, as Linux counts it. */
function peakOf(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

/** What decoding every stored tile of a level takes, and nothing else, with as many threads as the run has. */
export async function timedDecode(
  slide: string,
  level: number,
  tilesAcross: number,
  workers: number,
): Promise<Spent> {
  const file = await builtModule('tests/bench/decodeThread.ts');
  const crew = Array.from({ length: workers }, () =>
    connectThread<RemoteMember<{ pixels: number }>>(file, { slide }),
  );
  try {
    const hands = await crewHands<TileRow, { pixels: number }>(crew, undefined);
    const began = performance.now();
    const cpuBefore = process.cpuUsage();
    let next = 0;
    await Promise.all(
      hands.map(async hand => {
        while (next < tilesAcross) await hand.measure({ level, row: next++, columns: tilesAcross });
      }),
    );
    const { user, system } = process.cpuUsage(cpuBefore);
    return { seconds: (performance.now() - began) / 1000, cpuSeconds: (user + system) / 1e6 };
  } finally {
    for (const thread of crew) thread.close();
  }
}
