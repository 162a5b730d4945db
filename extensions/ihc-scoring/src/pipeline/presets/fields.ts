import { TimescopeError } from '@timescope/core/errors';

/** One member of a JSON document with its path, so that a wrong value can be named. */
export interface Field {
  readonly value: unknown;
  readonly path: string;
}

/**
 * The members of an object. Unknown ones are refused: a misspelt setting must not be passed over.
 * @param names Every member that may stand in it.
 */
export function members<Name extends string>(field: Field, names: readonly Name[]): (name: Name) => Field {
  const { value, path } = field;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(field, 'an object');
  const unknown = Object.keys(value).find(name => !(names as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw wrong({ value, path: child(path, unknown) }, `one of ${names.join(', ')}`, 'is not known');
  return name => ({ value: (value as Record<string, unknown>)[name], path: child(path, name) });
}

export function text(field: Field): string {
  if (typeof field.value === 'string' && field.value.trim() !== '') return field.value;
  throw wrong(field, 'a text');
}

export function flag(field: Field): boolean {
  if (typeof field.value === 'boolean') return field.value;
  throw wrong(field, 'true or false');
}

export function numberIn(field: Field, least: number, most: number): number {
  const { value } = field;
  if (typeof value === 'number' && value >= least && value <= most) return value;
  throw wrong(field, `a number from ${least} to ${most}`);
}

export function wholeNumber(field: Field, least: number, most: number): number {
  const value = numberIn(field, least, most);
  if (Number.isInteger(value)) return value;
  throw wrong(field, `a whole number from ${least} to ${most}`);
}

export function oneOf<Value extends string>(field: Field, values: readonly Value[]): Value {
  const found = values.find(value => value === field.value);
  if (found !== undefined) return found;
  throw wrong(field, `one of ${values.join(', ')}`);
}

export function list<Item>(field: Field, read: (item: Field) => Item): Item[] {
  if (!Array.isArray(field.value)) throw wrong(field, 'a list');
  return field.value.map((value: unknown, index) => read({ value, path: `${field.path}[${index}]` }));
}

export function triple(
  field: Field,
  least: number,
  most: number,
  read = numberIn,
): readonly [number, number, number] {
  const [first, second, third, ...others] = list(field, item => read(item, least, most));
  if (first === undefined || second === undefined || third === undefined || others.length > 0)
    throw wrong(field, 'three numbers');
  return [first, second, third];
}

/** The value, or undefined where the member is absent. */
export function optional<Value>(field: Field, read: (field: Field) => Value): Value | undefined {
  return field.value === undefined ? undefined : read(field);
}

export function wrong(field: Field, expected: string, what = describe(field.value)): TimescopeError {
  return new TimescopeError(
    'USAGE',
    `${field.path === '' ? 'The document' : `"${field.path}"`} ${what}; expected ${expected}.`,
    {
      kind: 'usage',
      nextStep: 'Correct the file; docs/pathology.md lists what a preset holds.',
    },
  );
}

const child = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

function describe(value: unknown): string {
  return value === undefined ? 'is missing' : `is ${JSON.stringify(value).slice(0, 60)}`;
}
