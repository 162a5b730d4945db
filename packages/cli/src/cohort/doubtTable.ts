import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { caseFolder, type CohortFolder } from './cohortFolder';
import type { StatedCase } from './cohortStatus';
import { resultRows, type ResultRows } from './resultRows';

/** A case and how near it lies to a cut-off. */
interface DoubtfulCase {
  readonly case: string;
  readonly score: string;
  readonly cutoff: number;
  /** In the score's unit; negative below the cut-off. */
  readonly distance: number;
}

/** The rows of a finished case; undefined for one without result. */
export async function rowsOf(
  cohort: CohortFolder,
  { one, state }: StatedCase,
): Promise<ResultRows | undefined> {
  if (state.kind !== 'done') return undefined;
  const file = path.join(caseFolder(cohort, one.key), 'result.json');
  return resultRows(JSON.parse(await readFile(file, 'utf8')) as unknown);
}

/** Of long lists so many lines are shown; --json has all. */
const SHOWN = 20;

/** The finished cases by their distance to the nearest cut-off, as a share of the score's range. */
export async function doubtTable(
  cohort: CohortFolder,
  stated: readonly StatedCase[],
): Promise<{ cases: readonly DoubtfulCase[]; lines: string }> {
  const found: { one: DoubtfulCase; doubt: number }[] = [];
  for (const each of stated) {
    const rows = await rowsOf(cohort, each);
    if (!rows?.nearest) continue;
    found.push({ one: { case: each.one.name, ...rows.nearest }, doubt: rows.doubt });
  }
  const cases = found.toSorted((a, b) => a.doubt - b.doubt).map(({ one }) => one);
  const lines = cases
    .slice(0, SHOWN)
    .map(
      ({ case: name, score, cutoff, distance }) =>
        `  ${name}: ${score} ${Number(Math.abs(distance).toFixed(3))} ${distance < 0 ? 'below' : 'above'} ${cutoff}\n`,
    );
  return { cases, lines: lines.length === 0 ? '' : `Nearest to a cut-off\n${lines.join('')}` };
}
