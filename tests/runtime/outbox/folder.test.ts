import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { outboxEntry } from '@timescope/core/dicomweb/outbox';
import { folderOutbox } from '@timescope/runtime/outbox/folder';
import { handMadeResult } from '../../harness/handMadeResult';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-outbox-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const result = handMadeResult('first');
const entry = outboxEntry(result, 'http://pacs', new Date('2026-11-22T10:11:12Z'));
const other = outboxEntry(handMadeResult('other'), 'http://pacs', new Date('2026-11-22T10:11:13Z'));

test('a damaged entry is named and does not stand in the way of the others', async () => {
  const named: string[] = [];
  const outbox = folderOutbox(folder, message => named.push(message));
  await outbox.put(entry, result.objects);
  for (const [id, json] of [
    [other.id, '{"id":'],
    ['0'.repeat(64), 'null'],
  ] as const) {
    await mkdir(path.join(folder, id));
    await writeFile(path.join(folder, id, 'entry.json'), json);
  }
  expect((await outbox.entries()).map(({ id }) => id)).toEqual([entry.id]);
  expect(named).toHaveLength(2);
  expect(named.join()).toContain(path.join(folder, other.id));
  await expect(outbox.entry(other.id)).rejects.toMatchObject({
    message: expect.stringMatching(/is damaged/) as string,
    nextStep: expect.stringMatching(/save the result again/) as string,
  });
});

test('what a process of another machine is writing is left alone for a day; of this one only while it runs', async () => {
  const dead = 2 ** 22 + 1;
  const tail = `${String(dead)}-0123456789abcdef.unfinished`;
  const running = `${hostname()}-${String(process.pid)}-0123456789abcdef.unfinished`;
  for (const name of [`${hostname()}-${tail}`, running, `node-2-${tail}`, `node-3-${tail}`])
    await mkdir(path.join(folder, name));
  const longAgo = new Date(Date.now() - 25 * 60 * 60 * 1000);
  await utimes(path.join(folder, `node-3-${tail}`), longAgo, longAgo);
  await folderOutbox(folder).put(entry, result.objects);
  expect((await readdir(folder)).sort()).toEqual([entry.id, running, `node-2-${tail}`].sort());
});

test('an outbox that cannot be made is told at once, also below /proc', async () => {
  const outbox = folderOutbox('/proc/nope/outbox');
  await expect(outbox.put(entry, result.objects)).rejects.toMatchObject({ code: 'NOT_FOUND' });
}, 5000);

test('an outbox is made with the folders above it, for this account only', async () => {
  const outbox = folderOutbox(path.join(folder, 'state/timescope/outbox'));
  await outbox.put(entry, result.objects);
  expect(await outbox.entries()).toEqual([{ ...entry }]);
});
