import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, Socket, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface RedisServer {
  readonly url: string;
  /** Ends it as a power cut would, and starts it again on what it wrote. */
  crash(): Promise<void>;
  /** Megabytes that its data take. */
  usedMb(): Promise<number>;
  stop(): Promise<void>;
}

/** A real Redis on a free port, set up as docs/cohort.md says. */
export async function startRedis(): Promise<RedisServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'timescope-redis-'));
  const port = await freePort();
  let server = await begun(folder, port);
  return {
    url: `redis://127.0.0.1:${port}`,
    crash: async () => {
      await ended(server);
      server = await begun(folder, port);
    },
    usedMb: async () => Number(/used_memory:(\d+)/.exec(await said(port, 'INFO memory'))?.[1]) / 2 ** 20,
    stop: async () => {
      await ended(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function begun(folder: string, port: number): Promise<ChildProcess> {
  const settings = [
    '--appendonly',
    'yes',
    '--appendfsync',
    'always',
    '--maxmemory-policy',
    'noeviction',
    '--save',
    '',
  ];
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, ...settings],
    {
      stdio: 'ignore',
    },
  );
  for (let tries = 0; tries < 200; tries++) {
    if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode}.`);
    if ((await said(port, 'PING').catch(() => '')).includes('PONG')) return server;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error('redis-server does not answer.');
}

const ended = (server: ChildProcess): Promise<void> =>
  new Promise(resolve => {
    if (server.exitCode !== null || server.signalCode !== null) resolve();
    server.once('exit', () => resolve());
    server.kill('SIGKILL');
  });

/** The first answer to a command that is written as a person would. */
function said(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = new Socket().connect(port, '127.0.0.1');
    socket.setTimeout(5000, () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
    socket.once('data', answer => {
      socket.destroy();
      resolve(answer.toString());
    });
    socket.write(`${command}\r\n`);
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise<void>(resolve => probe.close(() => resolve()));
  return port;
}
