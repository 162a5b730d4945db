import { canonicalJson } from '@timescope/core/canonicalJson';
import { TimescopeError } from '@timescope/core/errors';
import { sha256Hex } from '@timescope/core/sha256';
import { VERSION } from '@timescope/core/version';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { caseCommands, type CaseCommand } from './caseCommands';
import type { CaseTask } from './caseHands';
import { contentDigest } from './contentDigest';

/**
 * SHA-256 of what a call measures and how, as it is now. Files count by what is in them, not by where they lie.
 * @throws TimescopeError for what cannot run
 */
export async function keyOf(command: string, known: CaseCommand, argv: readonly string[]): Promise<string> {
  const said: Record<string, string> = { command, version: VERSION, input: await known.inspect([...argv]) };
  for (const [column, value] of settingsIn(known, argv)) {
    // Of a folder of models the cards that the command takes are in the digest of its input.
    if (column === 'models') continue;
    const isFile = known.paths.includes(column) && path.isAbsolute(value);
    said[`--${column}`] = isFile
      ? await contentDigest(value)
      : known.numbers.includes(column)
        ? plainNumbers(value)
        : value;
  }
  return sha256Hex(canonicalJson(said));
}

/** The options of a call that are columns of a manifest. */
function settingsIn({ inputs, paths, settings }: CaseCommand, argv: readonly string[]): [string, string][] {
  const columns = [...paths, ...settings].filter(column => !inputs.includes(column));
  const options = Object.fromEntries(columns.map(column => [column, { type: 'string' as const }]));
  const { values } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: false });
  return columns.flatMap(column => {
    const value = values[column];
    return typeof value === 'string' ? [[column, value] as [string, string]] : [];
  });
}

/** 0.50 and .5 are 0.5, so that the same setting is the same however it is written. */
const plainNumbers = (value: string): string =>
  value
    .split(/([,/])/)
    .map(part => (part.trim() === '' || Number.isNaN(Number(part)) ? part : String(Number(part))))
    .join('');

/**
 * That a case is still the one that was submitted.
 * @throws TimescopeError CONFLICT where its input, a file that it is given or the software is another by now
 */
export async function requireUnchanged({ command, argv, key }: CaseTask): Promise<void> {
  const known = caseCommands[command];
  if (!known || (await keyOf(command, known, argv)) === key) return;
  throw new TimescopeError(
    'CONFLICT',
    'The input, a file of its settings or the software was changed since submission.',
    { nextStep: 'Put it back and retry the case, or submit it to a new folder.' },
  );
}
