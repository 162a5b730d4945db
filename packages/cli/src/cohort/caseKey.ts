import { canonicalJson } from '@timescope/core/canonicalJson';
import { TimescopeError } from '@timescope/core/errors';
import { sha256Hex } from '@timescope/core/sha256';
import { VERSION } from '@timescope/core/version';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { caseCommands, type CaseCommand } from './caseCommands';
import type { CaseTask } from './caseHands';
import { contentDigest } from './contentDigest';

/** What a case's key is made of: command, version of the software, digests of its input and its networks, and each setting or its file's digest. */
export type KeyParts = Readonly<Record<string, string>>;

/** SHA-256 of what a call measures and how. */
export const keyOf = (parts: KeyParts): string => sha256Hex(canonicalJson(parts));

/**
 * What a call measures and how, as it is now. Files count by what is in them, not by where they lie.
 * @throws TimescopeError for what cannot run
 */
export async function keyParts(
  command: string,
  known: CaseCommand,
  argv: readonly string[],
): Promise<KeyParts> {
  const said: Record<string, string> = { command, version: VERSION, ...(await known.inspect([...argv])) };
  for (const [column, value] of settingsIn(known, argv)) {
    // Of a folder of models the cards that the command takes are in the digest of its networks.
    if (column === 'models') continue;
    // What is not said is in this tier too.
    if (column === 'tier' && value === 'reference') continue;
    const isFile = known.paths.includes(column) && path.isAbsolute(value);
    said[`--${column}`] = isFile
      ? await contentDigest(value)
      : known.numbers.includes(column)
        ? plainNumbers(value)
        : value;
  }
  return said;
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
export async function requireUnchanged({ command, argv, key, parts }: CaseTask): Promise<void> {
  const known = caseCommands[command];
  if (!known) return;
  const now = await keyParts(command, known, argv);
  if (keyOf(now) === key) return;
  const changed = parts && !isOfBefore(parts, now) ? otherParts(parts, now) : [ANYTHING];
  throw new TimescopeError(
    'CONFLICT',
    `${sentenceCase(changed.join(' and '))} ${changed.length > 1 ? 'were' : 'was'} changed since submission.`,
    { nextStep: 'Put it back and retry the case, or submit it to a new folder.' },
  );
}

const ANYTHING = 'the input, a file of its settings or the software';

/** Keys of before had the networks within the input: which of them changed, or neither, cannot be told. */
const isOfBefore = (before: KeyParts, now: KeyParts): boolean =>
  before.networks === undefined && now.networks !== undefined && before.input !== now.input;

/** What differs, by the words of the manifest. */
function otherParts(before: KeyParts, now: KeyParts): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return names
    .filter(name => before[name] !== now[name])
    .map(name => {
      if (name === 'version') return `the software (${before.version ?? ''}, now ${now.version ?? ''})`;
      if (name === 'networks') return 'the choice of networks or the weights of one';
      return name === 'input' ? 'the input' : `the file of ${name}`;
    });
}

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
