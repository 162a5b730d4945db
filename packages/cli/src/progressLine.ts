import type { Progress, ReportProgress } from '@timescope/core/progress';
import { secondsLeft, stageBegan, type StageBegan } from '@timescope/core/timeLeft';
import { duration } from './duration';

/**
 * Progress on stderr with the time that the stage still takes: one line that is rewritten on a terminal, a line per tenth
 * elsewhere.
 * @param keptTasks how many of a stage's tasks an earlier run has done: they come at once and say nothing of the pace
 */
export function progressLine(keptTasks: () => number = () => 0, clock = () => Date.now()): ReportProgress {
  let last = '';
  let began: StageBegan | undefined;
  return progress => {
    const now = clock();
    const isKept = progress.done <= keptTasks();
    began = stageBegan(isKept ? undefined : began, progress, now);
    const percent = percentOf(progress);
    const line = `${progress.stage} ${String(percent)} %`;
    if (line === last) return;
    last = line;
    const left = secondsLeft(began, progress, now);
    write(left === undefined || left === 0 ? line : `${line}, about ${duration(left)} left`, progress);
  };
}

function percentOf({ done, total }: Progress): number {
  const percent = total > 0 ? Math.floor((100 * done) / total) : 0;
  return process.stderr.isTTY ? percent : percent - (percent % 10);
}

function write(line: string, { done, total }: Progress): void {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}${done >= total ? '\n' : ''}` : `${line}\n`);
}
