/** Crockford's base 32: no letter that is taken for a digit. */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 4;
const GROUP = 5;

/** A key of 100 random bits that a person can write down: 4 groups of 5. */
export function newReadingKey(
  random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes),
): string {
  const symbols = [...random(new Uint8Array(GROUPS * GROUP))].map(byte => SYMBOLS[byte % SYMBOLS.length]);
  return Array.from({ length: GROUPS }, (_, at) => symbols.slice(at * GROUP, (at + 1) * GROUP).join('')).join(
    '-',
  );
}

/** What a person typed as a key: O for 0, I or L for 1, any case, any separators; undefined when it is none. */
export function typedKey(typed: string): string | undefined {
  const symbols = typed.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1').replaceAll(/[\s-]/g, '');
  if (symbols.length !== GROUPS * GROUP || Array.from(symbols).some(symbol => !SYMBOLS.includes(symbol)))
    return undefined;
  return Array.from({ length: GROUPS }, (_, at) => symbols.slice(at * GROUP, (at + 1) * GROUP)).join('-');
}

const STORAGE_KEY = 'timescope.readingKeys';

interface Kept {
  readonly reader: string;
  /** Of the name: what it was when the keys were kept. */
  readonly change: string;
  readonly keys: Readonly<Record<string, string>>;
}

/**
 * The keys of the one reader who now works in this tab. Another name at a panel's head, in any mode, and they are gone;
 * so they are when the tab is closed: who types the name of a colleague, or finds it there, finds nothing.
 */
export class ReadingKeys {
  /** For a browser that refuses storage: until the page is closed. */
  private latest: Kept = { reader: '', change: '', keys: {} };

  /**
   * @param tab a storage that ends with the tab
   * @param change is another text after every change of the reader's name in this browser
   */
  constructor(
    private readonly tab: Pick<Storage, 'getItem' | 'setItem'>,
    private readonly change: () => string,
  ) {}

  keyOf(reader: string | undefined, series: string): string | undefined {
    return this.keptFor(reader).keys[series];
  }

  keep(reader: string, series: string, key: string): void {
    const kept = this.keptFor(reader);
    this.write({ ...kept, keys: { ...kept.keys, [series]: key } });
  }

  drop(reader: string, series: string): void {
    const kept = this.keptFor(reader);
    const others = Object.entries(kept.keys).filter(([known]) => known !== series);
    this.write({ ...kept, keys: Object.fromEntries(others) });
  }

  private keptFor(reader: string | undefined): Kept {
    const kept = this.read();
    const change = this.change();
    if (reader === undefined) return { reader: '', change, keys: {} };
    if (kept.reader === reader && kept.change === change) return kept;
    const none = { reader, change, keys: {} };
    if (Object.keys(kept.keys).length > 0) this.write(none);
    return none;
  }

  private read(): Kept {
    try {
      const kept = JSON.parse(this.tab.getItem(STORAGE_KEY) ?? 'null') as Partial<Kept> | null;
      return kept
        ? { reader: kept.reader ?? '', change: kept.change ?? '', keys: kept.keys ?? {} }
        : this.latest;
    } catch {
      return this.latest;
    }
  }

  private write(kept: Kept): void {
    this.latest = kept;
    try {
      this.tab.setItem(STORAGE_KEY, JSON.stringify(kept));
    } catch {
      // The reader must enter the key after a reload.
    }
  }
}
