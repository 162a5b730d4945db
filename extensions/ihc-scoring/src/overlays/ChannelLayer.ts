import type { PyramidLevel } from '@timescope/core/pixelSource';
import type { Channel } from '../pipeline/channels/channelTile';
import type { StainModel } from '../pipeline/stain/stainModel';
import type { ChannelScale } from '../services/channelScale';
import type { FrameState, SlideMap } from '../services/microscopy';
import { LayerCanvas, type CanvasView } from './LayerCanvas';
import { layerOverSlide } from './layerOverSlide';
import { drawChannelLegend } from './drawChannelLegend';
import { scaleOf, visibleBox } from './screenFrame';
import { TileLoader } from './TileLoader';
import { levelInView, tilesInView, type TileInView } from './tilesInView';

/** What the layer shows. */
export interface ChannelPicture {
  readonly channel: Channel;
  readonly stain: Pick<StainModel, 'white' | 'vectors'>;
  /** What the legend on the slide says. */
  readonly label: string;
  readonly scale: ChannelScale;
}

export interface ChannelTile extends TileInView {
  readonly picture: ChannelPicture;
}

/** Bytes of the tiles of one view, at most: a coarser level is drawn on larger screens. Half of the loader's memory. */
const MOST_VIEW_BYTES = 48 * 2 ** 20;
/** A level of so few tiles is asked for first and stands in for what is still missing. Ours. */
const BACKDROP_TILES = 12;

/** One stain of the slide instead of the slide, for the tiles in view; below the cells and all drawings. */
export class ChannelLayer {
  onMissing: (missing: number) => void = () => undefined;
  onFailure: (thrown: unknown) => void = () => undefined;
  private picture: ChannelPicture | undefined;
  private readonly canvas: LayerCanvas;
  private readonly loader: TileLoader<ChannelTile, ImageBitmap>;

  constructor(
    map: SlideMap,
    private readonly levels: readonly PyramidLevel[],
    load: (tile: ChannelTile, signal: AbortSignal) => Promise<ImageBitmap | undefined>,
  ) {
    this.loader = new TileLoader(
      load,
      missing => {
        this.onMissing(missing);
        this.canvas.changed();
      },
      thrown => this.onFailure(thrown),
    );
    this.canvas = new LayerCanvas(map, 'channel-layer', layerOverSlide, view => this.draw(view));
  }

  /** Undefined: the slide itself. */
  show(picture: ChannelPicture | undefined): void {
    if (nameOf(picture) === nameOf(this.picture)) return;
    this.picture = picture;
    if (!picture) this.loader.want([]);
    this.canvas.changed();
  }

  remove(): void {
    this.loader.stop();
    this.canvas.remove();
  }

  private draw({ context, frame, toCanvas }: CanvasView): boolean {
    if (!this.picture) return false;
    const tiles = this.tilesOf(frame, toCanvas, this.picture);
    this.loader.want(tiles);
    this.onMissing(this.loader.missing);
    this.drawTiles(context, toCanvas, tiles);
    drawChannelLegend(context, this.picture, frame.pixelRatio);
    this.canvas.element.dataset.missing = String(this.loader.missing);
    return true;
  }

  /** The backdrop's tiles first, then those of the level that is drawn. */
  private tilesOf(frame: FrameState, toCanvas: DOMMatrix, picture: ChannelPicture): ChannelTile[] {
    const box = visibleBox(frame, toCanvas, 0);
    const { levels } = this;
    const least = levelInView(levels, scaleOf(toCanvas));
    const fits = (level: number) => bytesOf(tilesInView(levels, level, box)) <= MOST_VIEW_BYTES;
    const level = levels.findIndex((_, index) => index >= least && fits(index));
    const index = level < 0 ? levels.length - 1 : level;
    const backdrop = levels.findIndex(each => tileCount(each) <= BACKDROP_TILES);
    const behind = backdrop > index ? tilesInView(levels, backdrop, box) : [];
    return [...behind, ...tilesInView(levels, index, box)].map(tile => ({
      ...tile,
      key: `${nameOf(picture)} ${tile.key}`,
      picture,
    }));
  }

  private drawTiles(
    context: CanvasRenderingContext2D,
    toCanvas: DOMMatrix,
    tiles: readonly ChannelTile[],
  ): void {
    context.setTransform(toCanvas);
    this.coverSlide(context);
    // Whole pixels of the slide stay squares, as in the viewer's own picture.
    context.imageSmoothingEnabled = scaleOf(toCanvas) < 1;
    // Soft edges of two neighbours let the white below shine through: each tile lies on a slightly larger copy of itself.
    const seam = 1 / scaleOf(toCanvas);
    for (const tile of tiles) this.drawTile(context, tile, seam);
    for (const tile of tiles) this.drawTile(context, tile, 0);
  }

  private drawTile(context: CanvasRenderingContext2D, { key, pixels, box }: ChannelTile, by: number): void {
    const picture = this.loader.get(key);
    if (!picture) return;
    const [width, height] = [box.x1 - box.x0 + 2 * by, box.y1 - box.y0 + 2 * by];
    context.drawImage(picture, 0, 0, pixels.width, pixels.height, box.x0 - by, box.y0 - by, width, height);
  }

  /** The slide's own colours must not be mixed up with the channel's where tiles are missing. */
  private coverSlide(context: CanvasRenderingContext2D): void {
    const [finest] = this.levels;
    if (!finest) return;
    context.fillStyle = '#fff';
    context.fillRect(0, 0, finest.width, finest.height);
  }
}

/** A word that changes with what a tile's pixels are computed with. */
function nameOf(picture: ChannelPicture | undefined): string {
  if (!picture) return '';
  const { white, vectors } = picture.stain;
  return [picture.channel, ...white, ...vectors.haematoxylin, ...vectors.dab].join(' ');
}

const bytesOf = (tiles: readonly TileInView[]): number =>
  tiles.reduce((sum, { pixels }) => sum + 4 * pixels.width * pixels.height, 0);

const tileCount = ({ width, height, tileWidth, tileHeight }: PyramidLevel): number =>
  Math.ceil(width / tileWidth) * Math.ceil(height / tileHeight);
