import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { processHands } from '../../../packages/cli/src/cohort/processHands';
import { temporaryFolder } from '../../harness/cohortFixture';

const folder = await temporaryFolder();
const file = path.join(folder, 'caseProcess.mjs');
/** A process that does what its task says, and tells how many tasks it has had. */
await writeFile(
  file,
  `let tasks = 0;
  process.on('disconnect', () => process.exit());
  const hoard = [];
  process.on('message', ({ command }) => {
    tasks++;
    process.stderr.write('cells 10 %\\n');
    if (command === 'crash') process.kill(process.pid, 'SIGSEGV');
    if (command === 'eat') setInterval(() => hoard.push(Buffer.alloc(1 << 26, 1)), 10);
    if (command === 'count') process.send({ kind: 'ended', exitCode: tasks });
  });`,
);
const hands = processHands({ memoryMb: 300, longestMs: 3000 }, pathToFileURL(file));
afterAll(() => hands.close());

const { signal } = new AbortController();
const run = (command: string, stop = signal, onStage: (stage: string) => void = () => undefined) =>
  hands.run({ command, argv: [], key: '' }, { signal: stop, onStage });

test('one process takes case after case, and says how far it is', async () => {
  const stages: string[] = [];
  expect(await run('count', signal, stage => stages.push(stage))).toEqual({ kind: 'ended', exitCode: 1 });
  expect(await run('count')).toEqual({ kind: 'ended', exitCode: 2 });
  expect(stages).toEqual(['cells 10 %']);
});

test('a crash loses its case only: the next gets a new process', async () => {
  expect(await run('crash')).toEqual({ kind: 'lost', reason: 'Its process ended (SIGSEGV).' });
  expect(await run('count')).toEqual({ kind: 'ended', exitCode: 1 });
});

test('a case that takes too much memory is ended', async () => {
  expect(await run('eat')).toMatchObject({
    kind: 'lost',
    reason: expect.stringMatching(/MB of memory where 300 MB/) as string,
  });
  expect(await run('count')).toEqual({ kind: 'ended', exitCode: 1 });
});

test('a case that never ends is ended', async () => {
  expect(await run('sleep')).toMatchObject({
    kind: 'lost',
    reason: expect.stringMatching(/took longer than/) as string,
  });
});

test('a case that is stopped ends at once', async () => {
  const stop = new AbortController();
  const running = run('sleep', stop.signal);
  stop.abort();
  expect(await running).toEqual({ kind: 'stopped' });
  expect(await run('sleep', stop.signal)).toEqual({ kind: 'stopped' });
});
