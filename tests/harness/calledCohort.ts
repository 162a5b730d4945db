import { execFile } from 'node:child_process';
import path from 'node:path';
import { repository } from './commandLine';

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built `timescope cohort`, as a user calls it. */
export const calledCohort = (...argv: string[]): Promise<Ended> =>
  new Promise(resolve => {
    const command = path.join(repository, 'packages/cli/bin/timescope.js');
    execFile(process.execPath, [command, 'cohort', ...argv], (failed, stdout, stderr) =>
      resolve({ code: typeof failed?.code === 'number' ? failed.code : 0, stdout, stderr }),
    );
  });
