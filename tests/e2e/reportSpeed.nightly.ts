import { jest } from '@jest/globals';
import { startServer } from '@timescope/server/server';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { closeBrowsers, findStudy, openBrowser } from '../harness/browser';
import { repository } from '../harness/commandLine';
import { demoPatient, writeImmuneResult, writeReportedPatient } from '../harness/reportedPatient';
import { byTestId, eventually } from '../harness/slidePage';

jest.setTimeout(600_000);

/** Studies of other patients, each with a report, in the second archive. */
const OTHERS = 200;
const RUNS = 3;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-report-speed-'));
  await writeReportedPatient(path.join(folder, 'demo'), demoPatient);
  for (let other = 0; other < OTHERS; other++)
    await writeImmuneResult(path.join(folder, 'others'), { ...demoPatient, id: `TS-OTHER-${String(other)}` });
});

afterAll(async () => {
  await closeBrowsers();
  await rm(folder, { recursive: true, force: true });
});

/** Milliseconds from the address to the report, the least of some runs, and the DICOMweb requests of one. */
async function opened(...data: string[]): Promise<{ readyMs: number; asked: number }> {
  const server = await startServer({
    repository,
    data: data.map(name => path.join(folder, name)),
    port: 0,
    storeFolder: path.join(folder, `store-${String(data.length)}`),
  });
  const study = await findStudy(server.url, 'CT');
  const session = await openBrowser();
  const times: number[] = [];
  let asked = 0;
  for (let run = 0; run < RUNS; run++) {
    const before = session.requests.length;
    const begun = Date.now();
    await session.page.goto(`${server.url}/report?StudyInstanceUIDs=${study}`);
    await byTestId(session.page, 'report-paper').waitFor({ timeout: 120_000 });
    times.push(Date.now() - begun);
    await eventually(
      () => session.page.locator('[data-cy="report-paper"] figure img').count(),
      count => count === 3,
      60_000,
    );
    asked = session.requests.slice(before).filter(url => url.includes('/dicomweb/')).length;
  }
  await session.close();
  await server.close();
  return { readyMs: Math.min(...times), asked };
}

test('two hundred studies of other patients cost neither requests nor time', async () => {
  const alone = await opened('demo');
  const among = await opened('demo', 'others');
  process.stderr.write(
    `ready in ${String(alone.readyMs)} ms alone, in ${String(among.readyMs)} ms among ${String(OTHERS)}; ` +
      `${String(alone.asked)} and ${String(among.asked)} requests\n`,
  );
  expect(among.asked).toBe(alone.asked);
  expect(among.readyMs).toBeLessThan(1.5 * alone.readyMs + 500);
});
