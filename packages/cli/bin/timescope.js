#!/usr/bin/env node
import { existsSync } from 'node:fs';

const built = new URL('../dist/timescope.js', import.meta.url);
if (existsSync(built)) {
  await import(built.href);
} else {
  process.stderr.write('timescope is not built yet. Run "npm run build" in the repository root.\n');
  process.exitCode = 2;
}
