import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { repository } from '../../harness/commandLine';

/** Sends the signal to its own process as soon as somebody listens to it: long before a cohort is opened. */
const sends = (signal: string): string =>
  `data:text/javascript,${encodeURIComponent(
    `const looking = setInterval(() => {
      if (process.listenerCount('${signal}') === 0) return;
      clearInterval(looking);
      process.kill(process.pid, '${signal}');
    }, 1);`,
  )}`;

test.each(['SIGTERM', 'SIGINT'])(
  '%s while the program is being read ends a cohort with 30, as later',
  signal => {
    const bin = path.join(repository, 'packages/cli/bin/timescope.js');
    const argv = ['--import', sends(signal), bin, 'cohort', 'work', '/no/cohort', '--number', '1'];
    const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
    expect(stderr).toContain('open cases stay open');
    expect(status).toBe(30);
  },
);
