#!/usr/bin/env node
import { existsSync } from 'node:fs';

// A scheduler may stop a cohort while its program is still being read: 30, as later, or it counts as failed.
if (process.argv[2] === 'cohort')
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
      if (process.listenerCount(signal) > 0) return;
      process.stderr.write('\ntimescope: stopped before it began; open cases stay open.\n');
      process.exit(30);
    });

const built = new URL('../dist/timescope.js', import.meta.url);
if (existsSync(built)) {
  await import(built.href);
} else {
  process.stderr.write('timescope is not built yet. Run "npm run build" in the repository root.\n');
  process.exitCode = 2;
}
