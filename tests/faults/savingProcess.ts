import { land, landKept, type LandingPorts } from '@timescope/core/dicomweb/landing';
import { folderOutbox } from '@timescope/runtime/outbox/folder';
import { syncBuiltinESMExports } from 'node:module';
import fs from 'node:fs/promises';
import { handMadeResult } from '../harness/handMadeResult';

/**
 * A process that saves one result and is killed at a given step; a step is a call to the file system or a request,
 * before and after it. `resume` sends only what the outbox holds, as a page or a worker does when it starts.
 * Without a step it prints how many there were.
 */
const [root = '', outbox = '', study = '', how = '', killAt = ''] = process.argv.slice(2);

let steps = 0;
function step(): void {
  if (++steps === Number(killAt)) process.kill(process.pid, 'SIGKILL');
}

type Call = (...values: unknown[]) => Promise<unknown>;
const inSteps =
  (call: Call): Call =>
  async (...values) => {
    step();
    const value = await call(...values);
    step();
    return value;
  };

const calls = fs as unknown as Record<string, Call>;
for (const name of ['mkdir', 'open', 'readdir', 'readFile', 'rename', 'rm'])
  calls[name] = inSteps((calls[name] ?? missing).bind(fs));
syncBuiltinESMExports();

function missing(): never {
  throw new Error('node:fs/promises changed');
}

const ports: LandingPorts = {
  fetch: inSteps(fetch as Call) as typeof fetch,
  outbox: folderOutbox(outbox),
  now: () => new Date(),
  wait: () => Promise.resolve(),
};

if (how === 'resume') await landKept(() => true, ports);
else await land(handMadeResult('killed', { study, time: how }), root, ports);
process.stdout.write(String(steps));
