import {
  changesPlot,
  methodsPlot,
  type MethodValues,
  type PatientChange,
} from '@timescope/core/plots/methodsPlot';
import { midRanks } from '@timescope/core/statistics/ranks';
import type { CompleteRows } from '../../stats/completeRows';
import type { CsvTable } from '../../stats/csvTable';
import { columnsMissing, rowsOfSets, setsWith, usedRows, type StudyCohort } from '../studyCohort';
import { absent, lettered, type Panel, type StudyPart, type TidyCell } from '../studyParts';
import { MEAN, methodsOf, nameOf, pathologistsOf } from './readers';

/** Figure 5: H-scores and their ranks by all methods and pathologists, slides by the mean of the pathologists. */
export function scoresPart(cohort: StudyCohort, sets: readonly string[]): StudyPart {
  const panels = sets.flatMap(set => scorePanels(set, rowsOfSets(cohort, set)));
  return { name: 'Figure 5', title: 'H-scores and their ranks', panels: lettered(panels) };
}

function scorePanels(set: string, table: CsvTable): Panel[] {
  const { rows, missing } = usedRows(table, [MEAN]);
  if (rows.count === 0) return [{ ...absent(`H-scores (${set})`, 'no pathologist scored a slide'), missing }];
  const means = rows.numbers(MEAN);
  const order = Array.from(means.keys()).sort((a, b) => (means[a] ?? 0) - (means[b] ?? 0));
  const columns = [...pathologistsOf(table), ...methodsOf(table)];
  const methods = columns.map(column => {
    const own = usedRows(table, [column]).rows;
    const values = own.numbers(column);
    const byLine = new Map(own.lines.map((line, k) => [line, values[k]]));
    return { column, values: order.map(row => byLine.get(rows.lines[row] ?? -1)) };
  });
  const cases = rows.words('case');
  const data = {
    columns: ['case', MEAN, ...columns],
    rows: order.map((row, at): TidyCell[] => [
      cases[row] ?? '',
      means[row] ?? null,
      ...methods.map(({ values }) => values[at] ?? null),
    ]),
  };
  const named = methods.map(({ column, values }) => ({ name: nameOf(column), values }));
  const panel = (title: string, drawn: readonly MethodValues[], label: string): Panel => ({
    letter: '',
    title: `${title} (${set})`,
    content: {
      kind: 'figure',
      svg: methodsPlot(drawn, 'Slides by the mean of the pathologists', label),
      data,
    },
    notes: [],
    missing: [],
  });
  const scores = { ...panel('H-scores', named, 'H-score'), missing };
  if (new Set(means).size < 2) return [scores];
  const { ranks, notes } = ranked(named);
  return [scores, { ...panel('Ranks', ranks, 'Rank of the H-score'), notes }];
}

/** Mid-ranks of those who scored at least half of the slides, among the slides that all of them scored. */
function ranked(methods: readonly MethodValues[]): { ranks: MethodValues[]; notes: string[] } {
  const scoredBy = ({ values }: MethodValues) => values.filter(value => value !== undefined).length;
  const slides = methods[0]?.values.length ?? 0;
  const full = methods.filter(method => 2 * scoredBy(method) >= slides);
  const shared = Array.from({ length: slides }, (_, at) => at).filter(at =>
    full.every(({ values }) => values[at] !== undefined),
  );
  return {
    // The others keep their place, so that a method has one colour in both panels.
    ranks: methods.map(method => ({
      name: method.name,
      values: full.includes(method) ? midRanks(shared.map(at => method.values[at] ?? NaN)).ranks : [],
    })),
    notes: methods
      .filter(method => !full.includes(method))
      .map(method => `${method.name} scored ${scoredBy(method)} of ${slides} slides and has no ranks here.`),
  };
}

/** Figure 6: each patient's two slides by the pathologists and by the framework, and both changes. */
export function changesPart(cohort: StudyCohort, sets: readonly string[]): StudyPart {
  const [name, title] = ['Figure 6', 'Change of the H-score between two times'];
  const reason = columnsMissing(cohort.table, 'patient', 'timepoint', 'framework');
  if (reason !== undefined) return { name, title, panels: [absent(title, reason)] };
  const timed = setsWith(cohort, sets, 'timepoint');
  if (timed.length === 0) return { name, title, panels: [absent(title, 'no slide has its time')] };
  return { name, title, panels: lettered(timed.map(set => changePanel(set, rowsOfSets(cohort, set)))) };
}

function changePanel(set: string, table: CsvTable): Panel {
  const title = `Change (${set})`;
  const { rows, missing } = usedRows(table, ['patient', 'timepoint', MEAN, 'framework']);
  const times = [...new Set(rows.words('timepoint'))];
  const [earlier, later] = times;
  if (earlier === undefined || later === undefined || times.length > 2)
    return { ...absent(title, `two times are compared, the set has ${times.length}`), missing };
  const patients = pairedPatients(rows, [earlier, later]);
  if (patients.length === 0) return { ...absent(title, 'no patient has both slides'), missing };
  const change = ([from, to]: readonly [number, number]) => to - from;
  const sorted = patients.toSorted((a, b) => change(a.first) - change(b.first));
  const alike = patients.filter(
    ({ first, second }) => Math.sign(change(first)) === Math.sign(change(second)),
  );
  const unpaired = new Set(rows.words('patient')).size - patients.length;
  return {
    letter: '',
    title,
    content: {
      kind: 'figure',
      svg: changesPlot(sorted, ['Pathologists', 'Framework'], [earlier, later], 'H-score'),
      data: {
        columns: [
          'patient',
          'pathologist_earlier',
          'pathologist_later',
          'framework_earlier',
          'framework_later',
        ],
        rows: sorted.map(({ patient, first, second }) => [patient, ...first, ...second]),
      },
    },
    notes: [
      `${patients.length} patients with both slides; the change has one direction by both in ${alike.length} (${((100 * alike.length) / patients.length).toFixed(0)} %).`,
      ...(unpaired > 0 ? [`${unpaired} patients with one slide only are not drawn.`] : []),
    ],
    missing,
  };
}

function pairedPatients(rows: CompleteRows, [earlier, later]: readonly [string, string]): PatientChange[] {
  const [patients, times] = [rows.words('patient'), rows.words('timepoint')];
  const [pathologist, framework] = [rows.numbers(MEAN), rows.numbers('framework')];
  return [...new Set(patients)].flatMap(patient => {
    const at = (time: string) => patients.findIndex((name, row) => name === patient && times[row] === time);
    const [from, to] = [at(earlier), at(later)];
    if (from < 0 || to < 0) return [];
    const both = (values: readonly number[]) => [values[from] ?? NaN, values[to] ?? NaN] as const;
    return [{ patient, first: both(pathologist), second: both(framework) }];
  });
}
