/** Shares that an interval's coverage must lie between, and what the table says of them. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly note: string;
}

/** What a coverage study counted, by the name of the interval. */
export interface Tally {
  add(name: string, isCovered: boolean): void;
  /** @param names how many intervals there must be */
  expectAll(names: number, bounds?: Bounds): void;
}

/** As the issue asks: a 95 % interval covers the truth in 93 to 97 %. */
const USUAL: Bounds = { least: 0.93, most: 0.97, note: '' };
const LEVELS = [0.01, 0.05, 0.25, 0.5, 0.75];

/** Collects the findings of a test file and prints them as one table at its end. */
export function coverageTable(): {
  tally: (study: string) => Tally;
  expectUniform: (name: string, p: readonly number[], slack?: number) => void;
} {
  const [covered, uniform]: [string[][], string[][]] = [[], []];
  afterAll(() => {
    process.stderr.write(
      [
        ...printed(['95 % interval', 'cohorts', 'covered', ''], covered),
        ...printed(['p without an effect', ...LEVELS.map(level => `<= ${level}`)], uniform),
      ].join('\n') + '\n',
    );
  });
  return {
    tally: study => tallyOf(study, covered),
    /** @param slack beyond four standard errors: a bootstrap's p comes in steps and is not exact */
    expectUniform: (name, p, slack = 0) => {
      const found = LEVELS.map(level => ({
        level,
        share: p.filter(value => value <= level).length / p.length,
      }));
      uniform.push([name, ...found.map(({ share }) => share.toFixed(3))]);
      for (const { level, share } of found)
        expect(Math.abs(share - level)).toBeLessThan(4 * Math.sqrt((level * (1 - level)) / p.length) + slack);
    },
  };
}

function tallyOf(study: string, rows: string[][]): Tally {
  const counts = new Map<string, { covered: number; all: number }>();
  return {
    add(name, isCovered) {
      const own = counts.get(name) ?? { covered: 0, all: 0 };
      own.all++;
      if (isCovered) own.covered++;
      counts.set(name, own);
    },
    expectAll(names, { least, most, note } = USUAL) {
      const shares = [...counts].map(([name, { covered, all }]) => {
        const percent = `${((100 * covered) / all).toFixed(1)} %`;
        rows.push([`${study}: ${name}`, String(all), percent, note]);
        return covered / all;
      });
      expect(shares).toHaveLength(names);
      for (const share of shares) {
        expect(share).toBeGreaterThanOrEqual(least);
        expect(share).toBeLessThanOrEqual(most);
      }
    },
  };
}

function printed(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const widths = head.map((_, k) => Math.max(...[head, ...rows].map(row => row[k]?.length ?? 0)));
  return [head, ...rows].map(row =>
    row
      .map((cell, k) => cell.padEnd(widths[k] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
