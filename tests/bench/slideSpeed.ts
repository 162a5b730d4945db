import { crewHands, type RemoteMember } from '@timescope/runtime/crew';
import { connectThread } from '@timescope/runtime/threads';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { builtModule } from '../harness/builtModule';
import { repository } from '../harness/commandLine';
import type { TileRow } from './decodeThread';

export interface TimedRun {
  readonly seconds: number;
  /** Of the whole process with its threads; undefined where the system does not say. */
  readonly peakMb: number | undefined;
  readonly result: { readonly hash: string; readonly cells: { readonly total: number } };
}

/** Runs the built `timescope score` once and follows its memory. */
export async function timedScore(slide: string, workers: number, ...options: string[]): Promise<TimedRun> {
  const began = performance.now();
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
  const watch = setInterval(() => (peakMb = peakOf(child.pid) ?? peakMb), 50);
  let out = '';
  child.stdout.on('data', chunk => (out += String(chunk)));
  const code = await new Promise(resolve => child.on('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`timescope score ended with code ${String(code)}: ${out}`);
  const seconds = (performance.now() - began) / 1000;
  return { seconds, peakMb, result: JSON.parse(out) as TimedRun['result'] };
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

/** Seconds to decode every stored tile of a level, and nothing else, with as many threads as the run has. */
export async function timedDecode(
  slide: string,
  level: number,
  tilesAcross: number,
  workers: number,
): Promise<number> {
  const file = await builtModule('tests/bench/decodeThread.ts');
  const crew = Array.from({ length: workers }, () =>
    connectThread<RemoteMember<{ pixels: number }>>(file, { slide }),
  );
  try {
    const hands = await crewHands<TileRow, { pixels: number }>(crew, undefined);
    const began = performance.now();
    let next = 0;
    await Promise.all(
      hands.map(async hand => {
        while (next < tilesAcross) await hand.measure({ level, row: next++, columns: tilesAcross });
      }),
    );
    return (performance.now() - began) / 1000;
  } finally {
    for (const thread of crew) thread.close();
  }
}
