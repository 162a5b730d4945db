import { RESEARCH_USE } from '@timescope/core/researchUse';
import { duration } from '../duration';
import type { CohortStatus, NamedReason } from './cohortStatus';

/** Of long lists so many lines are shown; --json has all. */
const SHOWN = 20;

/** The progress of a cohort for a reader at a terminal. */
export function statusTable(status: CohortStatus): string {
  const { running, failed, tryingAgain, cancelled, leftOut } = status;
  const rows: [string, string][] = [
    [
      'Done',
      `${status.done} of ${status.total}${status.partial > 0 ? `, ${status.partial} of them partial` : ''}`,
    ],
    ['Running', String(running.length)],
    [
      'Waiting',
      `${status.waiting}${tryingAgain.length > 0 ? `, ${tryingAgain.length} of them after a failed try` : ''}`,
    ],
    ['Failed', String(failed.length)],
    ...(cancelled.length > 0
      ? [['Cancelled', `${cancelled.length}: ${shortened(cancelled)}`] as [string, string]]
      : []),
    ...(leftOut.length > 0
      ? [
          ['Left out', `${leftOut.length} ${leftOut.length === 1 ? 'line' : 'lines'} of the manifest`] as [
            string,
            string,
          ],
        ]
      : []),
    // A CT has none.
    ...(status.cellsPerSecond === null
      ? []
      : [['Cells', `${status.cells}, ${status.cellsPerSecond} a second`] as [string, string]]),
    ['Remaining', remaining(status)],
  ];
  return `${[
    `Cohort ${status.cohort}, submitted ${status.submittedAt.slice(0, 16).replace('T', ' ')} UTC`,
    ...rows.map(([name, value]) => `${name.padEnd(11)}${value}`),
    ...listed(
      running,
      each =>
        `  running  ${each.case}: ${each.stage || 'beginning'}, ${duration(each.seconds)}, on ${each.worker}`,
    ),
    ...listed(tryingAgain, each => `  waiting  ${named(each)}`),
    ...listed(failed, each => `  FAILED   ${named(each)}`),
    ...listed(leftOut, each => `  left out line ${each.line} (${each.name}): ${each.reason}`),
    RESEARCH_USE,
  ].join('\n')}\n`;
}

const named = ({ case: name, code, reason, tries }: NamedReason): string =>
  `${name} after ${tries} ${tries === 1 ? 'try' : 'tries'}: ${reason} [${code}]`;

function listed<Item>(items: readonly Item[], line: (item: Item) => string): string[] {
  const more = items.length - SHOWN;
  return [
    ...items.slice(0, SHOWN).map(line),
    ...(more > 0 ? [`  ... and ${more} more (--json lists all)`] : []),
  ];
}

function shortened(names: readonly string[]): string {
  return names.slice(0, 5).join(', ') + (names.length > 5 ? ' ...' : '');
}

function remaining({ remainingSeconds, waiting }: CohortStatus): string {
  if (remainingSeconds === 0) return 'nothing';
  if (remainingSeconds !== null) return `about ${duration(remainingSeconds)}`;
  return waiting > 0 ? 'not known yet' : 'nothing';
}
