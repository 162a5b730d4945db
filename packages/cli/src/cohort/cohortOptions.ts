import { TimescopeError } from '@timescope/core/errors';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { TIER_USAGE, tierIn, type CommandTier } from '../models/tier';
import type { ProcessLimits } from './processHands';

/** How cases are run: options of every command that runs some. */
export interface WorkOptions {
  /** Cases side by side. */
  readonly workers: number;
  readonly limits: ProcessLimits;
  /** The queue; without it cases run here. */
  readonly redis: string | undefined;
  /** That all cases must be of. */
  readonly tier?: CommandTier | undefined;
  /** Seconds after which a silent worker's case is given to another. */
  readonly lease: number;
}

export const WORK_OPTIONS = {
  redis: { type: 'string' },
  local: { type: 'boolean' },
  workers: { type: 'string' },
  memory: { type: 'string' },
  longest: { type: 'string' },
  tier: { type: 'string' },
  lease: { type: 'string' },
} as const;

export const WORK_USAGE = `[--local | --redis redis://HOST] [--workers N] [--memory MB] [--longest MINUTES] ${TIER_USAGE}`;

/** Ours: a worker of a whole slide stays below 1.5 GB; twice that is a fault. */
const MEMORY_MB = 3072;
const LONGEST_MINUTES = 120;
const LEASE_SECONDS = 30;

interface WorkValues {
  readonly redis?: string | undefined;
  readonly local?: boolean | undefined;
  readonly workers?: string | undefined;
  readonly memory?: string | undefined;
  readonly longest?: string | undefined;
  readonly tier?: string | undefined;
  readonly lease?: string | undefined;
}

/** @throws TimescopeError USAGE */
export function workOptions(values: WorkValues): WorkOptions {
  if (values.local === true && values.redis !== undefined)
    throw usage('--local and --redis exclude each other.', 'Leave one of them out.');
  return {
    workers: numberOf('--workers', values.workers, os.availableParallelism(), 256),
    limits: {
      memoryMb: numberOf('--memory', values.memory, MEMORY_MB, 1e6),
      longestMs: numberOf('--longest', values.longest, LONGEST_MINUTES, 1e5) * 60_000,
    },
    redis: redisAddress(values.redis),
    tier: tierIn(values.tier),
    lease: numberOf('--lease', values.lease, LEASE_SECONDS, 3600),
  };
}

/**
 * Another address may be listened at too, but what answers there is no Redis, and the queue would wait for ever.
 * @throws TimescopeError USAGE
 */
export function redisAddress(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && ['redis:', 'rediss:'].includes(url.protocol) && url.hostname !== '') return text;
  throw usage(
    `--redis takes an address like redis://HOST:6379, not "${text}".`,
    'Begin it with redis://, or rediss:// where Redis speaks TLS.',
  );
}

/** A whole number from 1. @throws TimescopeError USAGE */
export function numberOf(option: string, text: string | undefined, usual: number, most: number): number {
  if (text === undefined) return usual;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw usage(
    `${option} takes a whole number from 1 to ${most}, not "${text}".`,
    'Leave it out for the usual one.',
  );
}

/** A cohort's folder and the names of some of its cases. @throws TimescopeError USAGE */
export function folderAndCases<Options extends Record<string, { type: 'string' | 'boolean' }>>(
  argv: string[],
  options: Options,
) {
  const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options });
  const [folder, ...names] = positionals;
  if (folder === undefined)
    throw usage('The folder of the cohort is missing.', 'Give the --out of its submission.');
  return { folder, names, values };
}

export const usage = (message: string, nextStep: string): TimescopeError =>
  new TimescopeError('USAGE', message, { kind: 'usage', nextStep });
