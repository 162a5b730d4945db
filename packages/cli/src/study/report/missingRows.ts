import type { StudyPart } from '../studyParts';

/** One case with empty cells, and the parts that had to leave it out. */
export interface LeftOutCase {
  readonly case: string;
  readonly line: number;
  readonly columns: readonly string[];
  readonly parts: readonly string[];
}

/** Every case that a part left out, by its line. @param known columns of the cohort's file: others are made from these */
export function leftOutCases(parts: readonly StudyPart[], known: readonly string[]): LeftOutCase[] {
  const found = new Map<number, { name: string; columns: Set<string>; parts: Set<string> }>();
  for (const { name: part, panels } of parts)
    for (const { missing } of panels)
      for (const row of missing) {
        const own = found.get(row.line) ?? { name: row.case, columns: new Set(), parts: new Set() };
        found.set(row.line, own);
        for (const column of row.columns) if (known.includes(column)) own.columns.add(column);
        own.parts.add(part);
      }
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([line, { name, columns, parts: of }]) => ({
      case: name,
      line,
      columns: [...columns],
      parts: [...of],
    }));
}
