import { random } from '@timescope/synthetic/random';
import { readFileSync } from 'node:fs';
import { sharedData } from '../harness/sharedData';

/** A generated cohort of patients: a marker and two covariates that act on the hazard, two readers, an outcome. */
export interface Cohort {
  readonly time: number[];
  readonly event: boolean[];
  readonly group: string[];
  readonly strata: string[];
  readonly age: number[];
  readonly marker: number[];
  readonly rival: number[];
  readonly outcome: boolean[];
}

/** @param months 0: times as they come; else rounded up to whole multiples, so that many are equal. */
export function generatedCohort(rows: number, seed: number, months = 0): Cohort {
  const dice = random(seed, 11);
  const cohort: Cohort = {
    time: [],
    event: [],
    group: [],
    strata: [],
    age: [],
    marker: [],
    rival: [],
    outcome: [],
  };
  for (let row = 0; row < rows; row++) {
    const [age, marker, group] = [
      dice.normal(62, 9),
      dice.normal(),
      ['low', 'mid', 'high'][Math.floor(dice.uniform(0, 3))] ?? 'low',
    ];
    const hazard = 0.02 * Math.exp(0.6 * marker + 0.03 * (age - 62) - (group === 'high' ? 0.5 : 0));
    const [death, leaves] = [-Math.log(1 - dice.uniform()) / hazard, dice.uniform(5, 120)];
    const time = Math.min(death, leaves);
    cohort.time.push(months > 0 ? Math.ceil(time / months) * months : time);
    cohort.event.push(death <= leaves);
    cohort.group.push(group);
    cohort.strata.push(dice.chance(0.5) ? 'A' : 'B');
    cohort.age.push(Math.round(age));
    cohort.marker.push(months > 0 ? Math.round(marker * 4) / 4 : marker);
    cohort.rival.push(marker + dice.normal(0, 1.2));
    cohort.outcome.push(dice.chance(1 / (1 + Math.exp(-marker))));
  }
  return cohort;
}

/** Columns of an openly licensed data set of survival; empty cells are NaN. */
export function openCohort(file: string): Readonly<Record<string, number[]>> {
  const text = readFileSync(sharedData(`survival-lifelines/lifelines/datasets/${file}`), 'utf8');
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  const cells = lines.map(line => line.split(','));
  return Object.fromEntries(
    header
      .split(',')
      .map((name, k) => [
        name,
        cells.map(row => (row[k] === undefined || row[k] === '' ? NaN : Number(row[k]))),
      ]),
  );
}
