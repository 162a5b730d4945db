/** What the cache can hold: pictures that are let go by hand. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  close(): void;
}

/** Pictures by key, the least recently used let go first once they need more memory than allowed. */
export class PictureCache<Kind extends Picture> {
  private readonly kept = new Map<string, Kind | undefined>();
  private bytes = 0;

  constructor(private readonly mostBytes: number) {}

  has(key: string): boolean {
    return this.kept.has(key);
  }

  /** Undefined also for a tile that was never scanned. */
  get(key: string): Kind | undefined {
    const picture = this.kept.get(key);
    if (!this.kept.delete(key)) return undefined;
    this.kept.set(key, picture);
    return picture;
  }

  add(key: string, picture: Kind | undefined): void {
    this.drop(key);
    this.kept.set(key, picture);
    this.bytes += bytesOf(picture);
    for (const oldest of this.kept.keys()) {
      if (this.bytes <= this.mostBytes || oldest === key) break;
      this.drop(oldest);
    }
  }

  clear(): void {
    for (const key of [...this.kept.keys()]) this.drop(key);
  }

  private drop(key: string): void {
    const picture = this.kept.get(key);
    this.kept.delete(key);
    this.bytes -= bytesOf(picture);
    picture?.close();
  }
}

/** Four bytes a pixel. */
const bytesOf = (picture: Picture | undefined): number =>
  picture === undefined ? 0 : 4 * picture.width * picture.height;
