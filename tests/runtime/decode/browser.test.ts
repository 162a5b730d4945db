import { decodeFrame as decodeInBrowser } from '@timescope/runtime/decode/browser';
import { decodeFrame as decodeInNode } from '@timescope/runtime/decode/node';
import sharp from 'sharp';

/** The two browser classes that the decoder needs, around pixels that were decoded before. */
class DrawnCanvas {
  constructor(
    readonly width: number,
    readonly height: number,
  ) {}
  getContext() {
    return {
      drawImage: () => undefined,
      getImageData: () => ({ data: new Uint8ClampedArray(4 * this.width * this.height) }),
    };
  }
}

const standIns = {
  OffscreenCanvas: DrawnCanvas,
  createImageBitmap: () => Promise.resolve({ width: 16, height: 8, close: () => undefined }),
};

beforeAll(() => Object.assign(globalThis, standIns));
afterAll(() => Object.keys(standIns).forEach(name => Reflect.deleteProperty(globalThis, name)));

test.each([
  ['node', decodeInNode],
  ['the browser', decodeInBrowser],
])('a tile of another size than announced is refused in %s with the same words', async (_, decode) => {
  const bytes = await sharp({ create: { width: 16, height: 8, channels: 3, background: '#808080' } })
    .jpeg()
    .toBuffer();
  const frame = {
    bytes,
    transferSyntax: '1.2.840.10008.1.2.4.50',
    width: 16,
    height: 16,
    samplesPerPixel: 3,
    photometricInterpretation: 'YBR_FULL_422',
    planarConfiguration: 0,
  };
  await expect(decode(frame)).rejects.toMatchObject({
    code: 'TRUNCATED',
    kind: 'rejected',
    message: 'A tile holds 16 x 8 pixels where 16 x 16 were announced.',
  });
});
