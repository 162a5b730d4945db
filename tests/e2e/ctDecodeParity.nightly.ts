import { jest } from '@jest/globals';
import { text } from '@timescope/core/dicom/json';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { isDeflated } from '@timescope/server/store/inflatedFile';
import { startServer, type RunningServer } from '@timescope/server/server';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readCt } from '../../packages/cli/src/ctInput';
import { findStudy, openBrowser, openStudy, type BrowserSession } from '../harness/browser';
import { repository } from '../harness/commandLine';
import { sharedData, testOnRealData } from '../harness/sharedData';

const SYNTAXES = [
  'LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1',
  'DeflatedExplicitVRLittleEndianTransferSyntax_1.2.840.10008.1.2.1.99',
  'LittleEndianImplicitTransferSyntax_1.2.840.10008.1.2',
  'JPEGProcess14TransferSyntax_1.2.840.10008.1.2.4.57',
  'JPEGProcess14SV1TransferSyntax_1.2.840.10008.1.2.4.70',
  'JPEGLSLosslessTransferSyntax_1.2.840.10008.1.2.4.80',
  'JPEGLSLossyTransferSyntax_1.2.840.10008.1.2.4.81',
  'JPEG2000LosslessOnlyTransferSyntax_1.2.840.10008.1.2.4.90',
  'JPEG2000TransferSyntax_1.2.840.10008.1.2.4.91',
  'RLELosslessTransferSyntax_1.2.840.10008.1.2.5',
];

jest.setTimeout(300_000);

let folder: string;
let server: RunningServer;
let session: BrowserSession;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-syntaxes-'));
  for (const [n, syntax] of SYNTAXES.entries()) {
    const source = sharedData(`nasty-cornerstone-tsyntax/testImages/CTImage.dcm_${syntax}.dcm`);
    await mkdir(path.join(folder, 'data', String(n)), { recursive: true });
    await writeFile(fileOf(n), asSeries(await readFile(source), n));
  }
  server = await startServer({
    repository,
    data: [path.join(folder, 'data')],
    port: 0,
    storeFolder: path.join(folder, 'store'),
    hostVersion: '3.13.2',
  });
  session = await openBrowser();
});

afterAll(async () => {
  await session.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const fileOf = (n: number) => path.join(folder, 'data', String(n), 'image.dcm');

/** The same image as a series of its own: the last two digits of its UIDs are other ones. */
function asSeries(stored: Buffer, n: number): Buffer {
  // The UIDs of a deflated file cannot be changed in place: it alone keeps its own.
  if (isDeflated(stored)) return stored;
  const { dataset } = readPart10(stored);
  const copy = Buffer.from(stored);
  for (const tag of ['0020000E', '00080018']) {
    const uid = text(dataset, tag) ?? '';
    for (let at = copy.indexOf(uid); at >= 0; at = copy.indexOf(uid, at + uid.length))
      copy.write(String(10 + n), at + uid.length - 2, 'latin1');
  }
  return copy;
}

/** The stock viewer reads this stream without its last pixel, the lower right corner: 0 as stored, here -1024 HU. */
const WITHOUT_LAST_PIXEL = 'JPEGProcess14SV1TransferSyntax_1.2.840.10008.1.2.4.70';
const LAST_PIXEL = 512 * 512 - 1;

testOnRealData(
  'the viewer and the command line see the same HU in every transfer syntax, lossy ones too, but for one corner',
  async () => {
    const { page } = session;
    await openStudy(page, server.url, 'radiology', await findStudy(server.url, 'CT'));
    await page.locator('[data-cy="ct-section"]').waitFor({ timeout: 90_000 });
    const inPage = new Map(await page.evaluate(huByInstance));
    for (const [n, syntax] of SYNTAXES.entries()) {
      const { hu, sliceUids } = await readCt(fileOf(n));
      const shown = huOf(inPage.get(sliceUids[0] ?? ''));
      expect(shown).toHaveLength(hu.length);
      const different = [...hu.keys()].filter(pixel => hu[pixel] !== shown[pixel]);
      expect([syntax, different]).toEqual([syntax, syntax === WITHOUT_LAST_PIXEL ? [LAST_PIXEL] : []]);
      if (syntax === WITHOUT_LAST_PIXEL) expect([hu[LAST_PIXEL], shown[LAST_PIXEL]]).toEqual([-3024, -1024]);
    }
  },
);

function huOf(base64 = ''): Int16Array {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return new Int16Array(bytes.buffer);
}

/** SOP Instance UIDs with the HU of the images as the host decodes and rescales them, as base64 of 16-bit words. */
async function huByInstance(): Promise<[string, string][]> {
  const page = globalThis as unknown as HostPage;
  const entry = page.extensionManager.getModuleEntry('@ohif/extension-cornerstone.utilityModule.common');
  const { imageLoader } = entry.exports.getCornerstoneLibraries().cornerstone;
  const instances = page.services.displaySetService
    .getActiveDisplaySets()
    .flatMap(({ instances: of }) => of ?? []);
  const found: [string, string][] = [];
  for (const { SOPInstanceUID, imageId } of instances) {
    const image = await imageLoader.loadAndCacheImage(imageId);
    const hu = Int16Array.from(image.voxelManager.getScalarData(), Math.round);
    const letters = Array.from(new Uint8Array(hu.buffer), byte => String.fromCharCode(byte));
    found.push([SOPInstanceUID, btoa(letters.join(''))]);
  }
  return found;
}

/** What the stock host keeps on the window; only what is used here. */
interface HostPage {
  readonly extensionManager: {
    getModuleEntry(name: string): {
      readonly exports: {
        getCornerstoneLibraries(): {
          readonly cornerstone: {
            readonly imageLoader: {
              loadAndCacheImage(
                id: string,
              ): Promise<{ readonly voxelManager: { getScalarData(): ArrayLike<number> } }>;
            };
          };
        };
      };
    };
  };
  readonly services: {
    readonly displaySetService: {
      getActiveDisplaySets(): readonly {
        readonly instances?: readonly { readonly SOPInstanceUID: string; readonly imageId: string }[];
      }[];
    };
  };
}
