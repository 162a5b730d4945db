import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** The folder with the real data that tests read and that never ships. */
const folder = [process.env.TIMESCOPE_DATA, path.join(root, '../shared/data')].find(
  candidate => candidate !== undefined && existsSync(candidate),
);

/**
 * A path inside the real data.
 * @throws Error with one clear line when the folder is absent.
 */
export function sharedData(relative: string): string {
  if (folder === undefined) throw new Error('The real data is absent: set TIMESCOPE_DATA to its folder.');
  return path.join(folder, relative);
}

export const hasRealData = folder !== undefined;

/** `test` for a claim on the real data: it fails in CI and is reported as skipped elsewhere when the data is absent. */
export const testOnRealData = folder === undefined && !process.env.CI ? test.skip : test;
