import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Orthanc {
  /** Its DICOMweb root. */
  readonly root: string;
  stop(): Promise<void>;
}

/** A real PACS, as Debian packages it, on a free port and with an empty store. */
export async function startOrthanc(): Promise<Orthanc> {
  const folder = await mkdtemp(path.join(tmpdir(), 'timescope-orthanc-'));
  const port = await freePort();
  const configuration = path.join(folder, 'orthanc.json');
  await writeFile(configuration, JSON.stringify(settings(folder, port)));
  const server = spawn('Orthanc', [configuration], { stdio: 'ignore' });
  const stop = async () => {
    await ended(server);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await answering(`http://127.0.0.1:${String(port)}/system`, server);
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  return { root: `http://127.0.0.1:${String(port)}/dicom-web`, stop };
}

const settings = (folder: string, port: number) => ({
  StorageDirectory: path.join(folder, 'store'),
  IndexDirectory: path.join(folder, 'store'),
  Plugins: ['/usr/share/orthanc/plugins/libOrthancDicomWeb.so'],
  HttpPort: port,
  // It listens on all addresses whatever is asked; this keeps others out.
  RemoteAccessAllowed: false,
  AuthenticationEnabled: false,
  DicomServerEnabled: false,
  DicomWeb: { Enable: true, Root: '/dicom-web/', SeriesMetadata: 'Full' },
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise<void>(resolve => probe.close(() => resolve()));
  return port;
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  let failed: Error | undefined;
  server.once('error', error => (failed = error));
  for (let tries = 0; tries < 100; tries++) {
    if (failed) throw failed;
    if (server.exitCode !== null) throw new Error(`Orthanc ended with ${String(server.exitCode)}.`);
    if (await fetch(url).catch(() => undefined)) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error('Orthanc did not start within 10 s.');
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.pid === undefined) return;
  const end = new Promise(resolve => server.once('exit', resolve));
  server.kill();
  await end;
}
