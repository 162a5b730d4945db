import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startServer, type RunningServer, type ServerOptions } from '@timescope/server/server';
import { dicomFile, greyImage, identified } from '../harness/dicomBytes';

/** Two files of one series, 2 x 2 grey pixels, the second with two frames. */
export const firstFile = dicomFile([...identified('1.2', '1.2.3', '1.2.3.1'), ...greyImage([[1, 2, 3, 4]])]);
export const secondFile = dicomFile([
  ...identified('1.2', '1.2.3', '1.2.3.2'),
  ...greyImage([[9, 9, 9, 9], [5, 6, 7, 8]]), // prettier-ignore
]);

export interface Workplace {
  readonly folder: string;
  readonly data: string;
  readonly lines: string[];
  start(options?: Partial<ServerOptions>): Promise<RunningServer>;
  close(): Promise<void>;
}

/** A temporary folder with data and a stand-in for the host's application, so that no test needs the network. */
export async function workplace(): Promise<Workplace> {
  const folder = await mkdtemp(path.join(tmpdir(), 'timescope-'));
  const data = path.join(folder, 'data');
  const host = path.join(folder, 'cache/ohif/3.13.2');
  for (const made of [data, host, path.join(folder, 'plugins')]) await mkdir(made, { recursive: true });
  await writeFile(path.join(host, 'index.html'), '<html><script>start()</script></html>');
  await writeFile(path.join(host, 'app.js'), 'run()');
  await writeFile(path.join(data, 'first.dcm'), firstFile);
  await writeFile(path.join(data, 'second.dcm'), secondFile);
  const lines: string[] = [];
  const running: RunningServer[] = [];
  return {
    folder,
    data,
    lines,
    start: async options => {
      const server = await startServer({
        repository: folder,
        cacheFolder: path.join(folder, 'cache'),
        pluginsFolder: path.join(folder, 'plugins'),
        bundles: { extensions: [], modes: [] },
        data: [data],
        port: 0,
        say: line => lines.push(line),
        ...options,
      });
      running.push(server);
      return server;
    },
    close: async () => {
      for (const server of running) await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
