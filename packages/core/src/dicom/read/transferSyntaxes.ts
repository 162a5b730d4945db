export const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
export const JPEG_BASELINE = '1.2.840.10008.1.2.4.50';

export const JPEG_2000 = '1.2.840.10008.1.2.4.91';
export const RLE_LOSSLESS = '1.2.840.10008.1.2.5';

const native = [IMPLICIT_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN];
/** JPEG Extended is read where it holds 8 bits, as JPEG Baseline is. */
const jpeg = [JPEG_BASELINE, '1.2.840.10008.1.2.4.51'];
const jpegLossless = ['1.2.840.10008.1.2.4.57', '1.2.840.10008.1.2.4.70'];
const jpegLs = ['1.2.840.10008.1.2.4.80', '1.2.840.10008.1.2.4.81'];
const jpeg2000 = ['1.2.840.10008.1.2.4.90', JPEG_2000];

/** What the slide reader can decode. */
export const readableTransferSyntaxes: readonly string[] = [
  ...native,
  ...jpeg,
  ...jpegLossless,
  ...jpegLs,
  ...jpeg2000,
  RLE_LOSSLESS,
];

export const isNative = (uid: string): boolean => native.includes(uid);
export const isJpeg = (uid: string): boolean => jpeg.includes(uid);
export const isJpegLossless = (uid: string): boolean => jpegLossless.includes(uid);
export const isJpegLs = (uid: string): boolean => jpegLs.includes(uid);
export const isJpeg2000 = (uid: string): boolean => jpeg2000.includes(uid);

const lossless = new Set([
  ...native,
  ...jpegLossless,
  '1.2.840.10008.1.2.4.80',
  '1.2.840.10008.1.2.4.90',
  '1.2.840.10008.1.2.4.201',
  '1.2.840.10008.1.2.4.202',
  RLE_LOSSLESS,
]);
/** Whether the syntax itself excludes that pixels change. */
export const isLossless = (uid: string): boolean => lossless.has(uid);

/** Names of PS3.6 annex A, shortened, for messages. */
const names: Readonly<Record<string, string>> = {
  [IMPLICIT_LITTLE_ENDIAN]: 'Implicit VR Little Endian',
  [EXPLICIT_LITTLE_ENDIAN]: 'Explicit VR Little Endian',
  '1.2.840.10008.1.2.1.99': 'Deflated Explicit VR Little Endian',
  '1.2.840.10008.1.2.2': 'Explicit VR Big Endian',
  [JPEG_BASELINE]: 'JPEG Baseline',
  '1.2.840.10008.1.2.4.51': 'JPEG Extended',
  '1.2.840.10008.1.2.4.57': 'JPEG Lossless',
  '1.2.840.10008.1.2.4.70': 'JPEG Lossless, first order prediction',
  '1.2.840.10008.1.2.4.80': 'JPEG-LS Lossless',
  '1.2.840.10008.1.2.4.81': 'JPEG-LS Near-Lossless',
  '1.2.840.10008.1.2.4.90': 'JPEG 2000 Lossless',
  [JPEG_2000]: 'JPEG 2000',
  '1.2.840.10008.1.2.4.110': 'JPEG XL Lossless',
  '1.2.840.10008.1.2.4.112': 'JPEG XL',
  '1.2.840.10008.1.2.4.201': 'High-Throughput JPEG 2000 Lossless',
  '1.2.840.10008.1.2.4.202': 'High-Throughput JPEG 2000 with RPCL',
  '1.2.840.10008.1.2.4.203': 'High-Throughput JPEG 2000',
  [RLE_LOSSLESS]: 'RLE Lossless',
};

export function transferSyntaxName(uid: string): string {
  const name = names[uid];
  return name === undefined ? uid : `${name} (${uid})`;
}
