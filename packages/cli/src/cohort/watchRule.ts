import { TimescopeError, messageOf } from '@timescope/core/errors';
import { readFile } from 'node:fs/promises';
import { caseCommands, INPUT } from './caseCommands';

/**
 * What a watcher scores. Every `match` that is given must hold; texts may hold `*` for anything, letters may be large or
 * small. `stain` is compared with the staining substances of the slide's specimens.
 */
export interface WatchRule {
  readonly match: Readonly<Partial<Record<MatchKey, string>>>;
  readonly command: string;
  readonly settings: Readonly<Record<string, string>>;
}

export const MATCH_KEYS = ['modality', 'seriesDescription', 'studyDescription', 'stain'] as const;
export type MatchKey = (typeof MATCH_KEYS)[number];

/** @throws TimescopeError NOT_FOUND, USAGE */
export async function readRule(file: string): Promise<WatchRule> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new TimescopeError('NOT_FOUND', `The rule ${file} cannot be read.`, {
      nextStep: 'Check the path.',
      cause,
    });
  });
  return parsedRule(parsed(text, file), file);
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw wrong(`The rule ${file} is not JSON (${messageOf(cause)}).`);
  }
}

function parsedRule(value: unknown, file: string): WatchRule {
  const rule = texts(value, file, ['match', 'command', 'settings']);
  const match = texts(rule.match, `${file}: match`, MATCH_KEYS);
  if (match.modality === undefined) throw wrong(`${file}: match needs a "modality", like "SM".`);
  const command = rule.command ?? 'score';
  if (typeof command !== 'string') throw wrong(`${file}: "command" must be text.`);
  const known = Object.hasOwn(caseCommands, command) ? caseCommands[command] : undefined;
  // A patient's panel is of several series; a watcher takes them one by one.
  if (!known?.inputs.includes(INPUT)) throw wrong(`${file}: "command" is score or predict.`);
  const columns = [...known.paths, ...known.settings].filter(column => column !== INPUT);
  return {
    match: allTexts(match, file),
    command,
    settings: allTexts(texts(rule.settings ?? {}, `${file}: settings`, columns), file),
  };
}

function texts(value: unknown, where: string, known: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw wrong(`${where} must be an object.`);
  const unknown = Object.keys(value).find(key => !known.includes(key));
  if (unknown !== undefined) throw wrong(`${where} has no "${unknown}"; it takes ${known.join(', ')}.`);
  return value as Record<string, unknown>;
}

function allTexts(value: Record<string, unknown>, file: string): Record<string, string> {
  const other = Object.entries(value).find(([, each]) => typeof each !== 'string');
  if (other) throw wrong(`${file}: "${other[0]}" must be text in quotation marks.`);
  return value as Record<string, string>;
}

const wrong = (message: string): TimescopeError =>
  new TimescopeError('USAGE', message, { kind: 'usage', nextStep: 'See docs/cohort.md for an example.' });

/** `*Ki*67*` matches "IHC Ki-67". */
export function matches(pattern: string, value: string): boolean {
  const parts = pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'is').test(value.trim());
}
