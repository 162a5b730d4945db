import { jest } from '@jest/globals';
import { startServer, type RunningServer } from '@timescope/server/server';
import { renderFrame } from '@timescope/runtime/decode/renderFrame';
import path from 'node:path';
import { foreignRequests, openBrowser, type BrowserSession } from '../harness/browser';
import { repository } from '../harness/commandLine';
import { demoStudies } from '../harness/demoStudies';
import { sharedData, testOnRealData } from '../harness/sharedData';

jest.setTimeout(180_000);

const DEMO_PATIENT = 'TS-DEMO-1';

let demo: RunningServer;
let session: BrowserSession;

const serve = (options: { data?: string[]; pacs?: string }) =>
  startServer({ repository, port: 0, render: renderFrame, ...options });

beforeAll(async () => {
  demo = await serve({ data: [await demoStudies()] });
}, 600_000);
afterAll(() => demo.close());
beforeEach(async () => {
  session = await openBrowser();
});
afterEach(() => session.close());

test('with no PACS the study list shows a slide and a CT of one patient, each with our mode', async () => {
  await session.page.goto(demo.url);
  await expectDemoStudies();
  expect(foreignRequests(session, demo.url)).toEqual([]);
  expect(session.pageErrors).toEqual([]);
});

test('a server that hands on to another one, standing in for a PACS, shows the same studies', async () => {
  const proxy = await serve({ pacs: `${demo.url}/dicomweb` });
  try {
    await session.page.goto(proxy.url);
    await expectDemoStudies();
    expect(foreignRequests(session, proxy.url)).toEqual([]);
  } finally {
    await proxy.close();
  }
});

testOnRealData('a folder of DICOM files shows its studies, two of them CT', async () => {
  const folder = await serve({ data: [path.dirname(sharedData('ct-crlm-seg/ct_images_seg'))] });
  try {
    await session.page.goto(folder.url);
    await expectStudy('CRLM-CT-1004', 'TIMEscope CT');
    await expectStudy('CRLM-CT-1006', 'TIMEscope CT');
  } finally {
    await folder.close();
  }
});

async function expectDemoStudies(): Promise<void> {
  await expectStudy('Ki-67', 'TIMEscope IHC');
  await expectStudy('CT abdomen', 'TIMEscope CT');
  await expectStudy('CT abdomen', 'TIME Report');
  await session.page.getByText(DEMO_PATIENT).first().waitFor();
}

/** Selects the study; the list then offers the modes that fit it, each with its whole name. */
async function expectStudy(row: string, mode: string): Promise<void> {
  await session.page.getByRole('row').filter({ hasText: row }).last().click({ timeout: 60_000 });
  const name = session.page.getByText(mode, { exact: true }).first();
  await name.waitFor({ timeout: 30_000 });
  expect(await name.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
}
