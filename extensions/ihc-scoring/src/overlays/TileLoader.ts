import { PictureCache, type Picture } from './PictureCache';

/** Tiles asked for at the same time: enough to hide the server's answer time, few enough to be dropped soon. Ours. */
const AT_ONCE = 6;
/** Memory for pictures: 96 of 512 x 512 pixels, three screens. Ours. */
const MOST_BYTES = 96 * 2 ** 20;

export interface WantedTile {
  readonly key: string;
}

/** Fetches the tiles that are wanted now, the first first; what is no longer wanted is cancelled. */
export class TileLoader<Tile extends WantedTile, Kind extends Picture> {
  private readonly cache: PictureCache<Kind>;
  private readonly running = new Map<string, AbortController>();
  private wanted: readonly Tile[] = [];
  private isStopped = false;

  constructor(
    private readonly load: (tile: Tile, signal: AbortSignal) => Promise<Kind | undefined>,
    private readonly onChange: (missing: number) => void,
    private readonly onFailure: (thrown: unknown) => void,
    mostBytes = MOST_BYTES,
  ) {
    this.cache = new PictureCache(mostBytes);
  }

  get(key: string): Kind | undefined {
    return this.cache.get(key);
  }

  /** Tiles of this list that are not there yet. */
  get missing(): number {
    return this.wanted.filter(({ key }) => !this.cache.has(key)).length;
  }

  want(tiles: readonly Tile[]): void {
    if (this.isStopped) return;
    this.wanted = tiles;
    const keys = new Set(tiles.map(({ key }) => key));
    for (const [key, controller] of this.running) if (!keys.has(key)) controller.abort();
    this.start();
  }

  stop(): void {
    this.isStopped = true;
    this.wanted = [];
    for (const controller of this.running.values()) controller.abort();
    this.cache.clear();
  }

  private start(): void {
    for (const tile of this.wanted) {
      if (this.running.size >= AT_ONCE) return;
      if (!this.cache.has(tile.key) && !this.running.has(tile.key)) void this.fetch(tile);
    }
  }

  private async fetch(tile: Tile): Promise<void> {
    const controller = new AbortController();
    this.running.set(tile.key, controller);
    try {
      const picture = await this.load(tile, controller.signal);
      if (this.isStopped) picture?.close();
      else this.cache.add(tile.key, picture);
    } catch (thrown) {
      if (!controller.signal.aborted) this.fail(thrown);
    } finally {
      this.running.delete(tile.key);
    }
    if (this.isStopped) return;
    this.onChange(this.missing);
    this.start();
  }

  /** One failure stops all: the same server would refuse the others, too. */
  private fail(thrown: unknown): void {
    this.wanted = [];
    this.onFailure(thrown);
  }
}
