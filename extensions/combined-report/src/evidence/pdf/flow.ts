/** All lengths in points, y from the top of the page. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What stands side by side at one height, cut nowhere. */
export interface Strip {
  readonly height: number;
  readonly pieces: readonly Piece[];
}

/** Something drawn within a strip. */
export interface Piece {
  /** Pieces of one cell are drawn, and so read, one after the other. */
  readonly cell: number;
  readonly tag: Tag;
  /** @param at the strip's top left corner */
  readonly draw: (at: Place) => void;
}

/** An element of the structure that screen readers follow; 'Artifact' is passed over. */
export interface Tag {
  readonly type: string;
  readonly parent?: Tag;
  readonly alt?: string;
  readonly scope?: 'Row' | 'Column';
}

/** Strips that stay together where a column has room for them. */
export interface Unit {
  readonly strips: readonly Strip[];
  /** Above, unless the unit is first in its column. */
  readonly gap: number;
  readonly staysWithNext: boolean;
  /** Said again where the unit is first in a column or on a page. */
  readonly heading?: Unit;
}

/** Units in columns of equal width, read down the first, then down the second. */
export interface Band {
  readonly columns: 1 | 2;
  readonly units: readonly Unit[];
}

export interface Column {
  readonly top: number;
  readonly bottom: number;
}

/** Strips that stand below each other from a place on. */
export interface Placed extends Place {
  readonly strips: readonly Strip[];
  /** A heading that is said again. */
  readonly isRepeated: boolean;
}

/**
 * Bands below each other over as many pages as they need. A band of two columns is made as low as it can be.
 * @param columnsAt left ends of one and of two columns
 */
export function flow(
  bands: readonly Band[],
  columnsAt: Readonly<Record<1 | 2, readonly number[]>>,
  pageRoom: (page: number) => Column,
): readonly (readonly Placed[])[] {
  const pages: Placed[][] = [[]];
  let { top, bottom } = pageRoom(0);
  const turnPage = () => {
    pages.push([]);
    ({ top, bottom } = pageRoom(pages.length - 1));
  };
  for (const { columns, units } of bands) {
    let rest = units;
    if (top > pageRoom(pages.length - 1).top) top += units[0]?.gap ?? 0;
    while (rest.length > 0) {
      const isWholePage = top === pageRoom(pages.length - 1).top;
      const filled = lowest(rest, columnsAt[columns], { top, bottom }, isWholePage);
      pages.at(-1)?.push(...filled.placed);
      ({ rest } = filled);
      top = filled.end;
      if (rest.length > 0) turnPage();
    }
  }
  return pages;
}

interface Filled {
  readonly placed: readonly Placed[];
  readonly rest: readonly Unit[];
  readonly end: number;
}

/** The lowest columns that hold all, else the whole room. */
function lowest(units: readonly Unit[], lefts: readonly number[], room: Column, mayCut: boolean): Filled {
  const total = units.reduce((sum, unit) => sum + heightOf(unit), 0);
  for (
    let height = total / lefts.length;
    lefts.length > 1 && height < room.bottom - room.top;
    height += STEP
  ) {
    const filled = fill(units, lefts, { top: room.top, bottom: room.top + height }, false);
    if (filled.rest.length === 0) return filled;
  }
  return fill(units, lefts, room, mayCut);
}

const STEP = 4;

function fill(units: readonly Unit[], lefts: readonly number[], room: Column, mayCut: boolean): Filled {
  const placed: Placed[] = [];
  // That a section goes on is said once on a page.
  const said = new Set<Unit>();
  const headingOf = (unit: Unit | undefined) =>
    unit?.heading && !said.has(unit.heading) ? unit.heading : undefined;
  let rest = units;
  let end = room.top;
  for (const x of lefts) {
    let y = room.top;
    while (rest.length > 0) {
      const isFirst = y === room.top;
      const again = isFirst ? headingOf(rest[0]) : undefined;
      const taken = next(rest, room.bottom - y, { isFirst, mayCut, again });
      if (!taken) break;
      for (const unit of taken.units) {
        if (y > room.top) y += unit.gap;
        if (unit === taken.units[0] && again) {
          placed.push({ x, y, strips: again.strips, isRepeated: true });
          y += stripsHeight(again.strips);
          said.add(again);
        }
        placed.push({ x, y, strips: unit.strips, isRepeated: false });
        y += stripsHeight(unit.strips);
      }
      ({ rest } = taken);
    }
    end = Math.max(end, y);
  }
  return { placed, rest, end };
}

/** The next units that belong together, when there is room; what a whole column cannot hold is cut between strips. */
function next(
  rest: readonly Unit[],
  room: number,
  { isFirst, mayCut, again }: { isFirst: boolean; mayCut: boolean; again: Unit | undefined },
): { readonly units: readonly Unit[]; readonly rest: readonly Unit[] } | undefined {
  const count = rest.findIndex(({ staysWithNext }) => !staysWithNext) + 1 || rest.length;
  const together = rest.slice(0, count);
  const [first] = together;
  if (!first) return undefined;
  const heading = again ? stripsHeight(again.strips) : 0;
  const height =
    heading + together.reduce((sum, unit) => sum + heightOf(unit), 0) - (isFirst ? first.gap : 0);
  if (height <= room) return { units: together, rest: rest.slice(count) };
  if (!(isFirst && mayCut)) return undefined;
  if (heading + stripsHeight(first.strips) <= room) return { units: [first], rest: rest.slice(1) };
  const kept = stripsWithin(first.strips, room - heading);
  const below = first.strips.slice(kept.length);
  return { units: [{ ...first, strips: kept }], rest: [{ ...first, strips: below }, ...rest.slice(1)] };
}

/** One at least. */
function stripsWithin(strips: readonly Strip[], room: number): readonly Strip[] {
  let count = 1;
  while (count < strips.length && stripsHeight(strips.slice(0, count + 1)) <= room) count++;
  return strips.slice(0, count);
}

const heightOf = ({ gap, strips }: Unit): number => gap + stripsHeight(strips);

export const stripsHeight = (strips: readonly Strip[]): number =>
  strips.reduce((sum, { height }) => sum + height, 0);
