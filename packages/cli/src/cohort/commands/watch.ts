import { messageOf, TimescopeError } from '@timescope/core/errors';
import type { Command } from '../../command';
import { storeUrl } from '../../store/landResult';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { archiveAt } from '../archiveSeries';
import { openCohort, readCohort, type CohortFolder } from '../cohortFolder';
import { numberOf, usage, WORK_OPTIONS, WORK_USAGE, workOptions, type WorkOptions } from '../cohortOptions';
import { casesOf } from '../manifest';
import { workOn, writeStatus } from '../reportStatus';
import { queueOpenCases, runOpenCases } from '../runCohort';
import { stopSignal } from '../stopSignal';
import { submitCohort } from '../submitCohort';
import { arrived, type Seen } from '../watchArchive';
import { readRule, type WatchRule } from '../watchRule';

export const watch: Command = {
  usage:
    'timescope cohort watch --pacs http://PACS/dicom-web --rule FILE.json --out DIR [--every SECONDS] [--looks N]\n' +
    `      [--store URL] ${WORK_USAGE} [--json]`,
  summary: 'scores new series of an archive that match a rule, once each; ends with Ctrl-C or after N looks.',
  async run(argv) {
    const asked = watchArguments(argv);
    const rule = await readRule(asked.rule);
    const signal = stopSignal();
    const seen: Seen = new Map();
    for (let look = 1; look <= asked.looks && !signal.aborted; look++) {
      const cohort = await looked(asked, rule, seen);
      if (cohort) await begun(cohort, asked.work, signal);
      if (look < asked.looks) await wait(asked.every * 1000, undefined, { signal }).catch(() => undefined);
    }
    const cohort = await readCohort(asked.out);
    const goOn = asked.work.redis === undefined ? workOn(asked.out) : undefined;
    if (cohort) return writeStatus(await openCohort(asked.out), { ...asked, goOn });
    process.stdout.write(asked.json ? '{}\n' : 'No series matched the rule.\n');
    return 0;
  },
};

const EVERY_SECONDS = 60;

interface Watched {
  readonly pacs: string;
  readonly rule: string;
  readonly out: string;
  readonly store: string | undefined;
  readonly every: number;
  readonly looks: number;
  readonly json: boolean;
  readonly work: WorkOptions;
}

function watchArguments(argv: string[]): Watched {
  const { values } = parseArgs({
    args: argv,
    options: {
      ...WORK_OPTIONS,
      pacs: { type: 'string' },
      rule: { type: 'string' },
      out: { type: 'string' },
      store: { type: 'string' },
      every: { type: 'string' },
      looks: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  if (values.pacs === undefined || values.rule === undefined || values.out === undefined)
    throw usage('--pacs, --rule and --out are needed.', watch.usage);
  return {
    pacs: storeUrl(values.pacs),
    rule: values.rule,
    out: values.out,
    store: values.store === undefined ? undefined : storeUrl(values.store),
    every: numberOf('--every', values.every, EVERY_SECONDS, 86_400),
    looks: numberOf('--looks', values.looks, Infinity, 1e9),
    json: values.json === true,
    work: workOptions(values),
  };
}

/** The cohort with what arrived. An archive that is away is asked again at the next look. */
async function looked(
  { pacs, out, store, work: { tier } }: Watched,
  rule: WatchRule,
  seen: Seen,
): Promise<CohortFolder | undefined> {
  const before = await readCohort(out);
  const known = new Set([...(before?.cases ?? []), ...(before?.leftOut ?? [])].map(({ name }) => name));
  try {
    const lines = await arrived(archiveAt(pacs), pacs, rule, seen, known);
    if (lines.length === 0) return before && (await openCohort(out));
    process.stderr.write(`${lines.length} new series\n`);
    const submission = await casesOf(
      { folder: process.cwd(), lines },
      { ...(tier && { tier }), ...rule.settings },
    );
    return await submitCohort(out, { ...submission, store });
  } catch (thrown) {
    if (!(thrown instanceof TimescopeError) || thrown.kind !== 'retryable') throw thrown;
    process.stderr.write(`timescope: ${messageOf(thrown)} Asked again later.\n`);
    return undefined;
  }
}

const begun = (cohort: CohortFolder, work: WorkOptions, signal: AbortSignal): Promise<void> =>
  work.redis === undefined ? runOpenCases(cohort, work, signal) : queueOpenCases(cohort, work.redis);
