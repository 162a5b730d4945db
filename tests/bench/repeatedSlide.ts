import { JPEG_BASELINE } from '@timescope/core/dicom/read/transferSyntaxes';
import { slideInstance } from '@timescope/core/dicom/write/slideInstance';
import { uidFrom } from '@timescope/core/dicom/write/uid';
import { decimalMillimetres, halve } from '@timescope/core/plainPyramid';
import { newRgbRaster, pasteRgb, type PixelRect, type RgbRaster } from '@timescope/core/raster';
import { readPlainImage } from '@timescope/runtime/decode/node';
import { encodeJpeg } from '@timescope/runtime/encode/jpeg';
import { FrameFile } from '@timescope/runtime/encode/slideFile';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { slideDescription } from '../../packages/cli/src/dicomize/slideDescription';

const TILE = 256;
/** Edge in pixels of the piece of a real image that is repeated. */
export const PIECE = 2048;
const MPP = 0.23;
const QUALITY = 85;

/**
 * A DICOM slide of `edge` x `edge` pixels at 0.23 um/px that repeats one piece of a real image, glass elsewhere. No level
 * is ever whole in memory: equal tiles are encoded once and written as often as they come.
 * @param edge A multiple of PIECE.
 * @param isTissue Whether the piece in this column and row of pieces is tissue.
 */
export async function writeRepeatedSlide(
  folder: string,
  photograph: string,
  edge: number,
  isTissue: (column: number, row: number) => boolean,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const pieces = [cutOut(await readPlainImage(photograph))];
  for (let last = pieces[0]; last && last.width > 1; last = pieces.at(-1)) pieces.push(halve(last));
  const about = slideDescription({}, `${String(edge)}0000000`, new Date(0), { repeated: edge });
  for (let level = 0; edge >> level >= 512; level++) {
    const frames = levelFrames(pieces, level, isTissue);
    const across = Math.ceil((edge >> level) / TILE);
    const file = await FrameFile.create(path.join(folder, `level-${String(level)}.dcm`), JPEG_BASELINE);
    for (let tile = 0; tile < across * across; tile++)
      await file.add(await frames(tile % across, Math.floor(tile / across)));
    await file.finish(({ count, bytes, digest }) =>
      slideInstance(about, {
        ...{ width: edge >> level, height: edge >> level, tileWidth: TILE, tileHeight: TILE },
        ...{ index: level, spacingMm: decimalMillimetres(MPP, level), frames: count, jpeg: true },
        sopInstanceUid: uidFrom(about.series.uid, 'level', String(level), digest),
        lossyRatio: (count * TILE * TILE * 3) / bytes,
      }),
    );
  }
}

/** The upper left corner, where the photograph is all tissue but for its lumina. */
function cutOut(photograph: RgbRaster): RgbRaster {
  const piece = newRgbRaster(PIECE, PIECE);
  const whole = { x: 0, y: 0, width: photograph.width, height: photograph.height };
  pasteRgb(piece, { x: 0, y: 0, width: PIECE, height: PIECE }, photograph, whole);
  return piece;
}

/** The encoded tiles of a level, each made once. A tile holds a part of a piece, or several whole pieces. */
function levelFrames(
  pieces: readonly RgbRaster[],
  level: number,
  isTissue: (column: number, row: number) => boolean,
): (column: number, row: number) => Promise<Uint8Array> {
  const piece = PIECE >> level;
  const made = new Map<string, Promise<Uint8Array>>();
  return (column, row) => {
    const at = { x: column * TILE, y: row * TILE, width: TILE, height: TILE };
    const parts = piecesUnder(at, piece).map(({ x, y }) => ({ x, y, isTissue: isTissue(x, y) }));
    const key = `${String(at.x % piece)} ${String(at.y % piece)} ${parts.map(part => Number(part.isTissue)).join('')}`;
    const frame = made.get(key) ?? encodeJpeg(tileOf(at, parts, pieces[level], piece), QUALITY);
    made.set(key, frame);
    return frame;
  };
}

interface PieceAt {
  readonly x: number;
  readonly y: number;
  readonly isTissue: boolean;
}

function piecesUnder(at: PixelRect, piece: number): { x: number; y: number }[] {
  const across = Math.max(1, TILE / piece);
  return Array.from({ length: across * across }, (_, k) => ({
    x: Math.floor(at.x / piece) + (k % across),
    y: Math.floor(at.y / piece) + Math.floor(k / across),
  }));
}

function tileOf(
  at: PixelRect,
  parts: readonly PieceAt[],
  image: RgbRaster | undefined,
  piece: number,
): RgbRaster {
  const tile = glassTile();
  for (const { x, y, isTissue } of parts)
    if (isTissue && image)
      pasteRgb(tile, at, image, { x: x * piece, y: y * piece, width: piece, height: piece });
  return tile;
}

/** Glass of the photograph's scanner, with a noise of +-1 grey level. */
function glassTile(): RgbRaster {
  const tile = newRgbRaster(TILE, TILE);
  let state = 1;
  for (let at = 0; at < tile.values.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    tile.values[at] = (GLASS[at % 3] ?? 0) + (state % 3) - 1;
  }
  return tile;
}

const GLASS = [238, 237, 236];
