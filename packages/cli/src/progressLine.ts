import type { ReportProgress } from '@timescope/core/progress';

/** Progress on stderr: one line that is rewritten on a terminal, a line per tenth elsewhere. */
export function progressLine(): ReportProgress {
  let last = '';
  return ({ stage, done, total }) => {
    const percent = total > 0 ? Math.floor((100 * done) / total) : 0;
    const line = `${stage} ${String(process.stderr.isTTY ? percent : percent - (percent % 10))} %`;
    if (line === last) return;
    last = line;
    process.stderr.write(
      process.stderr.isTTY ? `\r\u001b[K${line}${done >= total ? '\n' : ''}` : `${line}\n`,
    );
  };
}
