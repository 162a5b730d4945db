import type { PredictedClass } from '../result/predictionResult';
import type { PrintedValue } from './reportDocument';
import { inWords } from './inWords';
import type { Fact, NotEvaluable, Traced } from './reportFacts';
import { reportStrings } from './strings';

/** How a quantity is written, and its UCUM unit. */
export interface Format {
  readonly unit: string;
  readonly write: (value: number) => string;
}

const fixed =
  (digits: number, behind = '') =>
  (value: number) =>
    grouped(rounded(value, digits)) + behind;

/** Nothing below zero is not written with a sign. */
const rounded = (value: number, digits: number): string =>
  value.toFixed(digits).replace(/^-(0(?:\.0*)?)$/, '$1');

/** Thousands marked, as in the panels. */
const grouped = (digits: string): string => digits.replace(/\B(?<!\.\d*)(?=(?:\d{3})+(?!\d))/g, ',');

/** Below 100, as it is written, a digit more. */
const shorter = (behind: string) => (value: number) =>
  fixed(Math.abs(Number(value.toFixed(1))) < 100 ? 1 : 0, behind)(value);

export const FORMATS = {
  probability: { unit: '1', write: fixed(3) },
  share: { unit: '1', write: fixed(3) },
  grade: { unit: '{grade}', write: fixed(0) },
  points: { unit: '{score}', write: fixed(0) },
  items: { unit: '{targets}', write: fixed(0) },
  number: { unit: '1', write: fixed(0) },
  hScore: { unit: '{score}', write: fixed(1) },
  percentile: { unit: '{percentile}', write: fixed(0) },
  percent: { unit: '%', write: fixed(1, ' %') },
  cells: { unit: '{cells}', write: fixed(0) },
  patients: { unit: '{patients}', write: fixed(0) },
  density: { unit: '/mm2', write: shorter('/mm²') },
  tissueArea: { unit: 'mm2', write: fixed(3, ' mm²') },
  areaMm2: { unit: 'mm2', write: shorter(' mm²') },
  volumeMm3: { unit: 'mm3', write: fixed(0, ' mm³') },
  lengthMm: { unit: 'mm', write: fixed(1, ' mm') },
  hounsfield: { unit: "[hnsf'U]", write: fixed(0, ' HU') },
} as const satisfies Readonly<Record<string, Format>>;

/** A number as it is printed, or why there is none. @param because when no item says anything */
export function printedNumber(
  fact: Fact<number>,
  { unit, write }: Format,
  because: string = reportStrings.notSaid,
): PrintedValue {
  if (fact === undefined || 'notEvaluable' in fact) return absent(fact, because);
  return { text: write(fact.value), number: { value: fact.value, unit }, source: fact.source };
}

export function printedClass(
  fact: Fact<PredictedClass>,
  because: string = reportStrings.notSaid,
): PrintedValue {
  if (fact === undefined || 'notEvaluable' in fact) return absent(fact, because);
  return { text: reportStrings.classes[fact.value], source: fact.source };
}

function absent(fact: NotEvaluable | undefined, because: string): PrintedValue {
  if (!fact) return { text: reportStrings.notAssessed, because };
  return { text: reportStrings.notEvaluable, because: reasonOf(fact), source: fact.source };
}

/** Why a stored result has no value. */
export const reasonOf = ({ notEvaluable }: NotEvaluable): string =>
  notEvaluable === '' ? reportStrings.noReason : inWords(notEvaluable);

/** Words that were typed, or that an object's header says; "not given" where nobody said. */
export const printedText = (text: string): PrintedValue => ({
  text: text.trim() === '' ? reportStrings.notGiven : text,
});

/** Both days' items, and what lies between them: in words the difference of the two numbers that stand beside it. */
export function printedChange(
  earlier: Traced<number>,
  later: Traced<number>,
  { unit, write }: Format,
): PrintedValue {
  const texts = [later, earlier].map(({ value }) => write(value));
  const [to = NaN, from = NaN] = texts.map(text => Number.parseFloat(text.replaceAll(',', '')));
  const isWhole = texts.some(text => !text.includes('.'));
  const printed = isWhole ? Math.round(to - from) : to - from;
  // Numbers without digits behind the point have a difference without one.
  const text = isWhole ? write(printed).replace(/\.0(?!\d)/, '') : write(printed);
  return {
    text: `${printed > 0 ? '+' : ''}${text}`,
    number: { value: later.value - earlier.value, unit },
    difference: { later: later.source, earlier: earlier.source },
  };
}

export const hasValue = <Value>(fact: Fact<Value>): fact is Traced<Value> =>
  fact !== undefined && 'value' in fact;

/** YYYYMMDD as YYYY-MM-DD; what is written otherwise stays. */
export const printedDate = (date: string): string =>
  /^\d{8}$/.test(date) ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : date;

/** A score as a stored report wrote it in words: a digit behind the point is enough. */
export const printedScore = (written: string): string =>
  /^-?\d+\.\d{2,}$/.test(written) ? String(Math.round(Number(written) * 10) / 10) : written;
