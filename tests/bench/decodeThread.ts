import { crewMember } from '@timescope/runtime/crew';
import { serveThread, threadBegin } from '@timescope/runtime/threads';
import { openSlide } from '../../packages/cli/src/slideInput';

/** A rectangle of stored tiles of one level: from <= column < to, all in one row. */
export interface TileRow {
  readonly level: number;
  readonly row: number;
  readonly columns: number;
}

// A thread that does nothing but decode stored tiles.

const { source } = await openSlide((threadBegin() as { slide: string }).slide, undefined);

serveThread(
  crewMember<undefined, TileRow, { readonly pixels: number }>(
    () =>
      Promise.resolve({
        measure: async ({ level, row, columns }) => {
          const tiles = await Promise.all(
            Array.from({ length: columns }, (_, column) => source.readTile(level, column, row)),
          );
          return { pixels: tiles.reduce((sum, tile) => sum + (tile ? tile.width * tile.height : 0), 0) };
        },
      }),
    () => [],
  ),
);
