/** Rows beyond the view that are there too, so that scrolling shows no gap before the next drawing. Ours. */
const BEYOND = 6;

/** First row that must be there, and the first after the last. */
export function rowsInView(
  scrolled: number,
  height: number,
  rowHeight: number,
  count: number,
): { readonly first: number; readonly last: number } {
  const first = Math.max(0, Math.floor(scrolled / rowHeight) - BEYOND);
  const last = Math.min(count, Math.ceil((scrolled + height) / rowHeight) + BEYOND);
  return { first: Math.min(first, last), last };
}

/** Rows that a page key moves. Ours: as many as the table shows less two. */
const PAGE = 10;

/**
 * The row that a key goes to; undefined for keys that do not move along rows, and in an empty table.
 * @param row where it is now; -1 for nowhere
 */
export function rowAfterKey(key: string, row: number, count: number): number | undefined {
  if (count === 0) return undefined;
  const within = (wanted: number) => Math.max(0, Math.min(count - 1, wanted));
  switch (key) {
    case 'ArrowDown':
      return within(row + 1);
    case 'ArrowUp':
      return within(row - 1);
    case 'PageDown':
      return within(row + PAGE);
    case 'PageUp':
      return within(row - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
