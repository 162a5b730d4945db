import type { Target } from '../../result/predictionResult';
import type { ConclusionParts, SaidClass, SaidDecision, Side } from '../conclusionParts';
import { readableMoment } from '../readableMoment';
import { readableName } from '../readableName';
import type { ReportSource } from '../reportDocument';
import { classes, decisionKinds, kinds, sides, targets } from './words';

export const names = (all: readonly Target[]): string => listed(all.map(target => targets[target]));

function listed(all: readonly string[]): string {
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}

/** "TILs by CT", "TILs by CT and tissue", or the item alone. */
export const bySides = (target: Target, about: readonly Side[]): string =>
  about.length === 0 ? targets[target] : `${targets[target]} by ${listed(about.map(side => sides[side]))}`;

const saidClasses = (all: readonly SaidClass[]): string =>
  listed(all.map(each => `${targets[each.target]} ${classes[each.class]}`));

/** One sentence; no word of it says more than what was measured or decided. */
export function conclusion(parts: ConclusionParts): string {
  const { tissue, ct, days, agree, differ, demonstrationPatient } = parts;
  const said = [
    ...saidOf(tissue, `tissue${ofDay(days.tissue)} shows`, 'for tissue'),
    ...saidOf(ct, `CT${ofDay(days.ct)} predicts`, 'for CT'),
    comparison(tissue.length > 0, ct.length > 0, agree, differ),
  ].join('; ');
  const sentence = demonstrationPatient
    ? `Demonstration: ${said}`
    : said.slice(0, 1).toUpperCase() + said.slice(1);
  return `${sentence}.`;
}

const ofDay = (day: string): string => (day === '' ? '' : ` of ${day}`);

function saidOf(all: readonly SaidClass[], shows: string, whereFor: string): readonly string[] {
  const [measured, given] = (['measured', 'reader'] as const).map(whose =>
    saidClasses(all.filter(each => each.by === whose)),
  );
  return [
    ...(measured ? [`${shows} ${measured}`] : []),
    ...(given ? [`the reader gives ${given} ${whereFor}`] : []),
  ];
}

function comparison(
  hasTissue: boolean,
  hasCt: boolean,
  agree: readonly Target[],
  differ: readonly Target[],
): string {
  if (!hasTissue && !hasCt) return 'neither tissue nor CT gives a class of TSR, TILs, IS or TIME';
  if (!hasCt) return 'there is no CT prediction to compare with';
  if (!hasTissue) return 'there is no tissue class to compare with';
  if (agree.length + differ.length === 0) return 'CT and tissue have no item in common';
  const said = [
    ...(agree.length > 0 ? [`agree in ${names(agree)}`] : []),
    ...(differ.length > 0 ? [`differ in ${names(differ)}`] : []),
  ];
  return `CT and tissue ${said.join(' and ')}`;
}

export const by = (reader: string): string =>
  reader === '' ? 'a reader who is not named' : readableName(reader);
export const because = (reason: string): string => (reason === '' ? '' : `: ${reason}`);

/** "TILs by CT is low: amended by Weiss, Jan, 2026-11-22 09:30 UTC, in the CT result: Motion". */
export function decision({ made, about, isOfCt }: SaidDecision): string {
  const { target, kind, reader, at, reason } = made;
  const given = kind === 'amended' && made.class ? ` is ${classes[made.class]}` : '';
  const where = isOfCt ? ', in the CT result' : '';
  return `${bySides(target, about)}${given}: ${decisionKinds[kind]} by ${by(reader)}, ${readableMoment(at)}${where}${because(reason)}`;
}

/** Below 0 the specimen was first. */
export function specimenAfterCt(days: number): string {
  if (days === 0) return 'specimen on the day of the CT';
  const count = Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`;
  return `specimen ${count} ${days < 0 ? 'before' : 'after'} the CT`;
}

const scores: Readonly<Record<string, string>> = {
  ...{
    hScore: 'H-score',
    percentPositive: 'positive cells',
    ki67Index: 'Ki-67 index',
    allred: 'Allred score',
  },
  ...{ hScorePixels: 'H-score by pixels', tps: 'TPS', cps: 'CPS', her2: 'HER2' },
};
const parts: Readonly<Record<string, string>> = { whole: 'whole area', tumour: 'tumour', stroma: 'stroma' };

/** A score by its path in the result, as `hScore.whole`; paths without words stay as they are. */
export const scoreName = (path: string): string =>
  path
    .split('.')
    .map(name => scores[name] ?? parts[name] ?? name)
    .join(', ');

/** A stored result in plain words, of its title `TIMEscope Ki-67: scores / Whole area`. */
export function resultName(kind: ReportSource['kind'], title: string): string {
  const [, what = '', of = ''] = /^(?:TIMEscope )?(.+?): [^/]*(?: \/ (.+))?$/.exec(title) ?? [];
  if (what === '' || kind === 'immune') return what === '' ? title : kinds.immune;
  const name = kind === 'ct' ? 'CT prediction' : `${what} slide`;
  return of === '' ? name : `${name} (${of})`;
}
