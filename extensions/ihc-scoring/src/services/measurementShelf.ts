import type { RemovableDrafts, SharedDrafts } from '@timescope/runtime/drafts';
import type { CellTable } from '../pipeline/cellTable';
import type { Measurement } from './scoringState';

/** Measurements kept in this browser, each under its run: written once, read when the study is opened again. */
export interface MeasurementShelf {
  /** Rejects where the browser refuses; nothing of it is kept then. */
  keep(measurement: Measurement): Promise<void>;
  /** Undefined when it was never kept whole. */
  take(runId: string): Promise<Measurement | undefined>;
  drop(runId: string): Promise<void>;
}

/** The measurement without its cells, and how many parts hold them. */
export interface ShelvedHead {
  readonly version: 1;
  readonly measurement: Omit<Measurement, 'tables'>;
  readonly parts: number;
}

export type ShelvedPart = ShelvedHead | readonly CellTable[];

/**
 * Cells a part. The browser copies a part in one go on the page's own thread: 10,000 cells are about 4 MB, some
 * milliseconds. Ours.
 */
const CELLS_A_PART = 10_000;

/** How long the parts of a run may be without their head: another tab may be writing them. Ours. */
const WRITING_MS = 3_600_000;

export function measurementShelf(drafts: RemovableDrafts<ShelvedPart>): MeasurementShelf {
  const partKey = (runId: string, part: number) => `${runId} ${String(part)}`;
  const removeParts = async (runId: string, parts: number) => {
    for (let index = 0; index < parts; index++) await drafts.remove(partKey(runId, index));
  };
  return {
    // The head comes last: without it nothing of the run counts as kept.
    async keep({ tables, ...measurement }) {
      const { runId } = measurement;
      const parts = partsOf(tables);
      try {
        for (const [index, part] of parts.entries()) await drafts.write(partKey(runId, index), part);
        await drafts.write(runId, { version: 1, measurement, parts: parts.length });
      } catch (thrown) {
        await removeParts(runId, parts.length).catch(() => undefined);
        throw thrown;
      }
    },
    async take(runId) {
      const head = await drafts.read(runId);
      if (!head || !('parts' in head)) return undefined;
      const tables: CellTable[] = [];
      for (let index = 0; index < head.parts; index++) {
        const part = await drafts.read(partKey(runId, index));
        if (!part || 'parts' in part) return undefined;
        tables.push(...part);
      }
      return { ...head.measurement, tables };
    },
    async drop(runId) {
      const head = await drafts.read(runId);
      await drafts.remove(runId);
      await removeParts(runId, head && 'parts' in head ? head.parts : 0);
    },
  };
}

/** Removes what a page left that was closed while it stored a measurement: parts without their head. */
export async function dropLostParts(
  drafts: Pick<SharedDrafts<ShelvedPart>, 'keys' | 'remove'>,
  now: number,
): Promise<void> {
  const keys = await drafts.keys();
  const heads = new Set(keys.filter(key => !key.includes(' ')));
  for (const key of keys) {
    const [runId = ''] = key.split(' ');
    if (!heads.has(runId) && now - madeAt(runId) > WRITING_MS) await drafts.remove(key);
  }
}

/** The name of a run begins with its time, milliseconds since 1970 to the base of 36. */
const madeAt = (runId: string): number => parseInt(runId.split('-')[0] ?? '', 36);

function partsOf(tables: readonly CellTable[]): CellTable[][] {
  const parts: CellTable[][] = [];
  let cells = CELLS_A_PART;
  for (const table of tables) {
    if (cells >= CELLS_A_PART) {
      parts.push([]);
      cells = 0;
    }
    parts.at(-1)?.push(table);
    cells += table.count;
  }
  return parts;
}
