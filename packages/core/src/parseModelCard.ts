import { TimescopeError } from './errors';
import type { ModelCard } from './modelCard';

/**
 * A `card.json` as read, checked for what every use of a model relies on.
 * @param where the file or address, for the message.
 * @throws TimescopeError MODEL_MISMATCH naming the first member that is missing or wrong
 */
export function parseModelCard(json: unknown, where: string): ModelCard {
  const wrong = Object.entries(REQUIRED).find(([path, isRight]) => !isRight(memberAt(json, path)));
  if (!wrong) return json as ModelCard;
  throw new TimescopeError('MODEL_MISMATCH', `The model card ${where} has no usable "${wrong[0]}".`, {
    nextStep:
      wrong[0] === 'name' ? NAME_RULE : 'Install the model again, card and weights from the same place.',
    fields: { card: where },
  });
}

/** Members of a card that nothing of ours reads, as paths: a slip of the pen in an optional one goes unnoticed. */
export function unknownMembers(card: ModelCard): readonly string[] {
  return Object.entries(MEMBERS).flatMap(([path, known]) => {
    const found = path === '' ? card : memberAt(card, path);
    const parts = Array.isArray(found) ? found : [found ?? {}];
    const unknown = parts.flatMap(part => Object.keys(part as object)).filter(key => !known.includes(key));
    return [...new Set(unknown)].map(key => (path === '' ? key : `${path}.${key}`));
  });
}

const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  '': [
    ...[
      'name',
      'version',
      'task',
      'architecture',
      'sha256',
      'input',
      'outputs',
      'target',
      'classes',
      'compartment',
    ],
    ...['trainedOn', 'threshold', 'measured', 'limits', 'licence', 'probe'],
  ],
  input: ['name', 'shape', 'preparation'],
  trainedOn: ['description', 'synthetic', 'images', 'scanners'],
  threshold: ['value', 'source'],
  measured: ['data', 'metric', 'value', 'interval', 'recipe'],
  probe: ['input', 'tolerance', 'outputs'],
};

/** A name is also that of a folder and part of an address. */
const isName = (value: unknown) =>
  typeof value === 'string' && /^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u.test(value);
const NAME_RULE =
  'Name it with letters, digits, spaces, dots, hyphens and underscores, beginning with a letter or digit.';

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isFraction = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1;
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 0;
const isShape = (value: unknown) =>
  isList(value) && value.length > 0 && value.every(size => isCount(size) && size !== 0);
const areTexts = (value: unknown) => isList(value) && value.every(isText);
const areClasses = (value: unknown) =>
  isList(value) && areTexts(value) && new Set(value).size === value.length;
const isAbsentOr = (isRight: (value: unknown) => boolean) => (value: unknown) =>
  value === undefined || isRight(value);
const isFigure = (figure: unknown) => {
  const interval = memberAt(figure, 'interval');
  return (
    isText(memberAt(figure, 'data')) &&
    isText(memberAt(figure, 'metric')) &&
    Number.isFinite(memberAt(figure, 'value')) &&
    (interval === undefined || (isList(interval) && interval.length === 2 && interval.every(Number.isFinite)))
  );
};
const isProbe = (probe: unknown) => {
  const kind = memberAt(probe, 'input');
  const outputs = memberAt(probe, 'outputs');
  const isKnown =
    (kind === 'absorbed' || kind === 'standardised') && isFraction(memberAt(probe, 'tolerance'));
  const lists = typeof outputs === 'object' && outputs !== null ? Object.values(outputs) : [];
  return (
    isKnown && lists.length > 0 && lists.every(values => isList(values) && values.every(Number.isFinite))
  );
};
const isShapes = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).length > 0 &&
  Object.values(value).every(isShape);

const REQUIRED: Readonly<Record<string, (value: unknown) => boolean>> = {
  name: isName,
  version: isText,
  task: isText,
  architecture: isText,
  sha256: value => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value),
  'input.name': isText,
  'input.shape': isShape,
  'input.preparation': isAbsentOr(isText),
  outputs: isShapes,
  target: isAbsentOr(isText),
  classes: isAbsentOr(areClasses),
  compartment: isAbsentOr(value => value === 'nuclear' || value === 'membrane'),
  'trainedOn.description': isText,
  'trainedOn.synthetic': value => typeof value === 'boolean',
  'trainedOn.images': isAbsentOr(isCount),
  'trainedOn.scanners': isAbsentOr(areTexts),
  'threshold.value': isFraction,
  'threshold.source': isText,
  measured: value => isList(value) && value.every(isFigure),
  limits: areTexts,
  licence: isText,
  probe: isAbsentOr(isProbe),
};

function memberAt(json: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }, json);
}
