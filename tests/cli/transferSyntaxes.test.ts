import { readCt } from '../../packages/cli/src/ctInput';
import { sharedData, testOnRealData } from '../harness/sharedData';

const IMAGES = 'nasty-cornerstone-tsyntax/testImages';
const inSyntax = (name: string) => sharedData(`${IMAGES}/CTImage.dcm${name}`);

const LOSSLESS = [
  ['Implicit VR', '_LittleEndianImplicitTransferSyntax_1.2.840.10008.1.2.dcm'],
  ['deflated', '_DeflatedExplicitVRLittleEndianTransferSyntax_1.2.840.10008.1.2.1.99.dcm'],
  ['lossless JPEG, process 14', '_JPEGProcess14TransferSyntax_1.2.840.10008.1.2.4.57.dcm'],
  ['lossless JPEG, first order', '_JPEGProcess14SV1TransferSyntax_1.2.840.10008.1.2.4.70.dcm'],
  ['JPEG-LS', '_JPEGLSLosslessTransferSyntax_1.2.840.10008.1.2.4.80.dcm'],
  ['JPEG 2000', '_JPEG2000LosslessOnlyTransferSyntax_1.2.840.10008.1.2.4.90.dcm'],
  ['RLE', '_RLELosslessTransferSyntax_1.2.840.10008.1.2.5.dcm'],
] as const;

testOnRealData.each(LOSSLESS)('a CT image in %s has the HU of the uncompressed one', async (_, name) => {
  const { hu: expected } = await readCt(
    inSyntax('_LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm'),
  );
  const { hu } = await readCt(inSyntax(name));
  expect(hu.length).toBe(512 * 512);
  expect(hu.reduce((off, value, at) => off + (value === expected[at] ? 0 : 1), 0)).toBe(0);
});

testOnRealData.each([
  ['JPEG-LS', '_JPEGLSLossyTransferSyntax_1.2.840.10008.1.2.4.81.dcm'],
  ['JPEG 2000', '_JPEG2000TransferSyntax_1.2.840.10008.1.2.4.91.dcm'],
] as const)('a CT image in lossy %s is read, near the uncompressed one', async (_, name) => {
  const { hu: expected } = await readCt(
    inSyntax('_LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm'),
  );
  const { hu } = await readCt(inSyntax(name));
  const apart = hu.reduce((sum, value, at) => sum + Math.abs(value - (expected[at] ?? 0)), 0) / hu.length;
  expect(apart).toBeLessThan(20);
});

testOnRealData('a syntax that is not read is named, with what to do', async () => {
  await expect(
    readCt(inSyntax('_BigEndianExplicitTransferSyntax_1.2.840.10008.1.2.2.dcm')),
  ).rejects.toMatchObject({ code: 'UNSUPPORTED_TRANSFER_SYNTAX' });
});
