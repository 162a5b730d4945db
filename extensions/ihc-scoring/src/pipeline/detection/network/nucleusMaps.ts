import { TimescopeError } from '@timescope/core/errors';
import type { Network, Tensor } from '@timescope/core/network';
import { intersection, type PixelRect, type RgbRaster } from '@timescope/core/raster';
import type { Rgb } from '@timescope/core/result/scoreResult';
import type { NetworkDetector } from '../../presets/preset';
import { absorbedLight, bytesOf, copyPart, lightTables } from './patchPixels.kernel';
import { ridges } from './ridges.kernel';

/** What a network says of a tile, a byte a pixel, 255 = 1. */
export interface NucleusMaps {
  /** Probability that the pixel belongs to a nucleus. */
  readonly foreground: Uint8Array;
  /** What touching nuclei are told apart by: 1 in a nucleus' middle, 0 at its rim; of `ways` 1 where two meet. */
  readonly parting: Uint8Array;
}

/**
 * Pixels around the part of a patch that is used: beyond them the network sees next to nothing (its first 40 of at most
 * 55, of the small U-Net; Triple U-Net and HoVer-Net see farther, and what that costs them was not measured). With the patch's
 * edge a multiple of 8, so that its pooling falls the same everywhere. Ours.
 */
const HALO = 40;

/** What the network said of the patches' own parts, by their corner: margins of tiles share them. Bounded. */
export type SeenPatches = Map<string, NucleusMaps>;

/**
 * Bytes of their maps: 208 patches of 320 px. Two tiles of 1728 px and their margins have 198 at most, so that a tile finds what
 * it shares with the one above and with the one to its left, which came two before. Ours.
 */
const MOST_SEEN_BYTES = 24_000_000;

/** A tile's pixels on the working grid, and which of them are asked for. */
export interface MappedTile {
  readonly rgb: RgbRaster;
  /** Where `rgb` lies: all of the patches around `needed`, as far as the slide goes. */
  readonly at: PixelRect;
  readonly needed: PixelRect;
  readonly white: Rgb;
  /** Edge of the network's patches, and which maps it gives. */
  readonly detector: Pick<NetworkDetector, 'patchPx' | 'maps'>;
}

/**
 * Runs the network on patches of one grid that begins at the slide's corner, so that every pixel is seen with the same
 * surroundings however the slide is cut: equal pixels give equal bytes on one engine. Beyond the slide lies glass.
 * @param maps Written where a patch's own part lies in `at`; 0 elsewhere.
 * @param seen Of the same slide and white; patches in it are not asked for again, and new ones come in.
 * @param onShare told after each patch which share of them is done
 * @throws TimescopeError of the network; the signal's reason.
 */
export async function mapNuclei(
  tile: MappedTile,
  network: Network,
  maps: NucleusMaps,
  { seen = new Map(), onShare, signal }: MappingContext = {},
): Promise<void> {
  const { at, needed, detector } = tile;
  const edge = detector.patchPx;
  const tables = lightTables(tile.white);
  maps.foreground.fill(0, 0, at.width * at.height);
  maps.parting.fill(0, 0, at.width * at.height);
  const parts = [...ownParts(needed, edge)];
  for (const [index, own] of parts.entries()) {
    signal?.throwIfAborted();
    const key = `${own.x} ${own.y}`;
    const said = seen.get(key) ?? (await mapPatch(tile, own, tables, network));
    remember(seen, key, said);
    onShare?.((index + 1) / parts.length);
    const part = intersection(own, at);
    if (!part) continue;
    const from = { corner: own, edge: own.width, part, at };
    copyPart(said.foreground, from, maps.foreground);
    copyPart(said.parting, from, maps.parting);
  }
}

export interface MappingContext {
  readonly seen?: SeenPatches;
  readonly onShare?: ((share: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The maps of the patch's own part. */
async function mapPatch(
  { rgb, at, detector }: MappedTile,
  own: PixelRect,
  tables: ReturnType<typeof lightTables>,
  network: Network,
): Promise<NucleusMaps> {
  const edge = detector.patchPx;
  const corner = { x: own.x - HALO, y: own.y - HALO };
  const values = absorbedLight(rgb, at, corner, edge, tables);
  const outputs = await network.run({ shape: [1, 3, edge, edge], values });
  const bytes = (name: string) => bytesOf(sharesOf(network, outputs, name));
  const parting =
    detector.maps === 'ways' ? ridges(bytes('horizontal'), bytes('vertical'), edge) : bytes('distance');
  const ownPart = (map: Uint8Array) => {
    const part = new Uint8Array(own.width * own.height);
    copyPart(map, { corner, edge, part: own, at: own }, part);
    return part;
  };
  return { foreground: ownPart(bytes('foreground')), parting: ownPart(parting) };
}

/** As the newest; beyond the bound the oldest goes. */
function remember(seen: SeenPatches, key: string, said: NucleusMaps): void {
  seen.delete(key);
  seen.set(key, said);
  const bytes = seen.size * (said.foreground.length + said.parting.length);
  const [oldest] = seen.keys();
  if (bytes > MOST_SEEN_BYTES && oldest !== undefined) seen.delete(oldest);
}

function sharesOf({ card }: Network, outputs: Readonly<Record<string, Tensor>>, name: string): Float32Array {
  const values = outputs[name]?.values;
  if (values?.every(value => value >= 0 && value <= 1) === true) return values;
  throw new TimescopeError(
    'MODEL_OUTPUT',
    `The model ${card.name} gives no "${name}" between 0 and 1 for every pixel.`,
    {
      nextStep: 'Install the model again, card and weights from the same place.',
      fields: { model: card.name },
    },
  );
}

/** The smallest rectangle that holds all patches whose own part touches `needed`; it may reach beyond the slide. */
export function patchesAround(needed: PixelRect, edge: number): PixelRect {
  const own = edge - 2 * HALO;
  const x = Math.floor(needed.x / own) * own - HALO;
  const y = Math.floor(needed.y / own) * own - HALO;
  return {
    x,
    y,
    width: Math.ceil((needed.x + needed.width) / own) * own + HALO - x,
    height: Math.ceil((needed.y + needed.height) / own) * own + HALO - y,
  };
}

function* ownParts(needed: PixelRect, edge: number): Generator<PixelRect> {
  const own = edge - 2 * HALO;
  const from = { x: Math.floor(needed.x / own) * own, y: Math.floor(needed.y / own) * own };
  for (let y = from.y; y < needed.y + needed.height; y += own)
    for (let x = from.x; x < needed.x + needed.width; x += own) yield { x, y, width: own, height: own };
}
