import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What R printed: JSON whose shape the script's head describes. */
export type Printed = number | string | null | readonly Printed[] | { readonly [key: string]: Printed };

/** Runs tests/oracles/NAME.R now on this input and gives what it prints, both as JSON. */
export function rOracle(name: string, input: unknown): Printed {
  const folder = mkdtempSync(path.join(tmpdir(), 'timescope-r-'));
  try {
    const file = path.join(folder, 'input.json');
    writeFileSync(file, JSON.stringify(input));
    const script = path.join(import.meta.dirname, `${name}.R`);
    const text = execFileSync('Rscript', [script, file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1 << 28,
    });
    return JSON.parse(text) as Printed;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The values under a path of keys and places. */
export function at(printed: Printed, ...keys: readonly (string | number)[]): Printed {
  return keys.reduce<Printed>((value, key) => {
    const inner = (value as Readonly<Record<string | number, Printed>> | null)?.[key];
    if (inner === undefined) throw new Error(`R printed no ${keys.join('.')}`);
    return inner;
  }, printed);
}

/**
 * Holds numbers (alone or in arrays and objects of one shape) to R's; undefined and null are R's NA.
 * @param relative of R's value. @param absolute below which both count as 0.
 */
export function expectAsInR(
  ours: unknown,
  theirs: Printed,
  { relative = 1e-8, absolute = 1e-12, where = '' } = {},
): void {
  if (Array.isArray(theirs)) {
    expect({ where, length: (ours as readonly unknown[]).length }).toEqual({ where, length: theirs.length });
    theirs.forEach((value, k) => {
      expectAsInR((ours as readonly unknown[])[k], value as Printed, {
        relative,
        absolute,
        where: `${where}[${k}]`,
      });
    });
  } else if (theirs !== null && typeof theirs === 'object') {
    for (const [key, value] of Object.entries(theirs))
      expectAsInR((ours as Readonly<Record<string, unknown>>)[key], value, {
        relative,
        absolute,
        where: `${where}.${key}`,
      });
  } else if (typeof theirs === 'number') {
    const off = Math.abs((ours as number) - theirs);
    const isClose = off <= absolute || off <= relative * Math.abs(theirs);
    expect({ where, ours, isClose }).toEqual({ where, ours: isClose ? ours : theirs, isClose: true });
  } else expect({ where, ours: ours ?? null }).toEqual({ where, ours: theirs });
}
