import { survivalPlot } from '@timescope/core/plots/survivalPlot';
import { kaplanMeier, survivalAt } from '@timescope/core/statistics/survival/kaplanMeier';
import { logRank } from '@timescope/core/statistics/survival/logRank';
import { rowsOf } from '@timescope/core/statistics/survival/survivalTimes';
import { pWords } from '../../stats/options';
import type { CsvTable } from '../../stats/csvTable';
import { estimateWords } from '../shownNumbers';
import { usedRows } from '../studyCohort';
import { absent, type Panel, type TidyCell } from '../studyParts';
import { termOf } from './hazardTable';
import { cox, survivalColumns, survivalOf, wordColumns } from './survivalModels';

/** Five years in the unit of the column `months`. */
const FIVE_YEARS = 60;

/** Kaplan-Meier curves of the classes, five-year survival, log-rank test and hazard ratio of the last class. */
export function survivalPanel(
  title: string,
  table: CsvTable,
  column: string,
  words: readonly string[],
): Panel {
  const { rows, missing } = usedRows(table, [...survivalColumns(table), column]);
  if (rows.count === 0) return { ...absent(title, 'no row has all its values'), missing };
  const [all, labels] = [survivalOf(rows), rows.words(column)];
  const curves = words.flatMap(word => {
    const own = Array.from(labels.keys()).filter(row => labels[row] === word);
    const km = kaplanMeier({ time: rowsOf(all.time, own), hasEvent: rowsOf(all.hasEvent, own) });
    return km.kind === 'computed' ? [{ group: word, ...km }] : [];
  });
  const test = logRank(all, labels);
  const said =
    test.kind === 'computed' ? `Log-rank ${pWords(test.p)}` : `Log-rank: not evaluable, ${test.reason}`;
  return {
    letter: '',
    title,
    content: {
      kind: 'figure',
      svg: survivalPlot(curves, { timeLabel: 'Time (months)', remarks: [said] }),
      data: {
        columns: ['class', 'months', 'at_risk', 'events', 'censored', 'survival', 'lower', 'upper'],
        rows: curves.flatMap(({ group, steps }) =>
          steps.map(({ time, nRisk, nEvent, nCensor, surv, lower, upper }): TidyCell[] => [
            group,
            time,
            nRisk,
            nEvent,
            nCensor,
            surv,
            lower ?? null,
            upper ?? null,
          ]),
        ),
      },
    },
    notes: [
      `Five-year survival: ${curves.map(({ group, steps }) => `${group} ${fiveYears(survivalAt(steps, FIVE_YEARS))}`).join(', ')}.`,
      hazardNote(table, rows, column, words),
    ],
    missing,
  };
}

function fiveYears(step: ReturnType<typeof survivalAt>): string {
  if (!step) return 'not reached';
  const percent = (value: number | undefined) => (value === undefined ? 'none' : (100 * value).toFixed(1));
  return `${percent(step.surv)} % (${percent(step.lower)} to ${percent(step.upper)})`;
}

function hazardNote(
  table: CsvTable,
  rows: Parameters<typeof cox>[0],
  column: string,
  words: readonly string[],
): string {
  const [low = '', high = ''] = [words[0], words.at(-1)];
  const fit = cox(rows, wordColumns(rows, column, words), table);
  const term = termOf(fit, high);
  if (!term)
    return `The hazard ratio is not evaluable: ${fit.kind === 'computed' ? `no row is ${high}` : fit.reason}.`;
  const { hr: value, lower, upper, p } = term;
  return `Hazard ratio of ${high} against ${low}: ${estimateWords({ value, lower, upper })}, ${pWords(p)}.`;
}
