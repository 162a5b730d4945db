import { DECISION, REASON, WARNING } from '../dicom/codes';
import type { Code, ContentItem, MeasuredItem, RootContainer } from '../dicom/contentItem';
import type { StructuredReport } from '../dicom/read/structuredReport';
import { TimescopeError } from '../errors';
import { CATEGORY } from '../report/slideCodes';
import { withoutControls } from '../controlCharacters';
import { runDocumentIn } from './storedResult';

/**
 * What a report says in numbers, codes, categories, warnings and decisions, against the same report made anew of the
 * document in it. Statements that only one of the two makes are passed over (another version of the software may say more),
 * but for warnings and decisions, of which none may be missing and none added.
 * @param document as JSON. Why there is no number is compared where the document says it: other reasons are sentences of
 *   the software, which the next build may word otherwise.
 * @returns the meanings of the concepts that are stated otherwise
 */
export function contradictions(
  stored: RootContainer,
  rebuilt: RootContainer,
  document: string,
): readonly string[] {
  const [said, expected] = [statementsOf(stored, document), statementsOf(rebuilt, document)];
  const topics = new Set([...said.keys(), ...expected.keys()]);
  const other = [...topics].filter(topic => {
    const [here, there] = [said.get(topic), expected.get(topic)];
    if (!(here && there)) return complete.has(topic);
    return here.says.toSorted().join('\n') !== there.says.toSorted().join('\n');
  });
  return [...new Set(other.map(topic => (said.get(topic) ?? expected.get(topic))?.meaning ?? topic))];
}

/** @throws TimescopeError MODEL_MISMATCH where a report contradicts the document that it carries */
export function requireOwnStatements(report: StructuredReport, rebuilt: RootContainer): void {
  const found = contradictions(report.root, rebuilt, runDocumentIn(report) ?? '');
  if (found.length === 0) return;
  const more = found.length > 3 ? ` and ${found.length - 3} more` : '';
  throw new TimescopeError(
    'MODEL_MISMATCH',
    `The report contradicts the result that it carries: ${found.slice(0, 3).join(', ')}${more}.`,
    { nextStep: 'Open another version, or measure again.' },
  );
}

interface Statements {
  readonly meaning: string;
  readonly says: string[];
}

const keyOf = ({ scheme, value }: Code): string => `${scheme} ${value}`;

/** Stand outside of all groups. */
const complete: ReadonlySet<string> = new Set([WARNING, DECISION].map(name => `\n${keyOf(name)}`));

/** By group and concept. */
function statementsOf(root: RootContainer, document: string): ReadonlyMap<string, Statements> {
  const statements = new Map<string, Statements>();
  const collect = (items: readonly ContentItem[], group: string): void => {
    for (const each of items) {
      if (each.kind === 'CONTAINER') collect(each.items, trackedIn(each.items) ?? group);
      if (!isStatement(each)) continue;
      const topic = `${group}\n${keyOf(each.name)}`;
      const known = statements.get(topic) ?? { meaning: each.name.meaning, says: [] };
      known.says.push(JSON.stringify(wordsOf(each, document)));
      statements.set(topic, known);
    }
  };
  collect(root.items, '');
  return statements;
}

/** Tracking Identifier of a measurement group. */
function trackedIn(items: readonly ContentItem[]): string | undefined {
  const found = items.find(({ name }) => name.scheme === 'DCM' && name.value === '112039');
  return found?.kind === 'TEXT' ? found.text : undefined;
}

const isStatement = ({ kind, name }: ContentItem): boolean =>
  kind === 'NUM' || kind === 'CODE' || (kind === 'TEXT' && texts.has(keyOf(name)));

const texts: ReadonlySet<string> = new Set([WARNING, CATEGORY].map(keyOf));

/** An item with all below it, without what does not change its sense. */
function wordsOf(item: ContentItem, document: string): unknown {
  const below = (item.items ?? []).filter(({ kind }) => kind === 'CODE' || kind === 'TEXT');
  return [keyOf(item.name), valueOf(item, document), ...below.map(each => wordsOf(each, document))];
}

function valueOf(item: ContentItem, document: string): unknown {
  if (item.kind === 'NUM') return measuredOf(item, document);
  if (item.kind === 'CODE') return keyOf(item.code);
  return item.kind === 'TEXT' ? written(item.text) : undefined;
}

/** Both forms of a number: readers take one or the other. */
function measuredOf(item: MeasuredItem, stored: string): unknown {
  if (!('reason' in item)) return [Number(item.decimal), item.value, keyOf(item.unit)];
  const isSaid = stored.includes(JSON.stringify(item.reason).slice(1, -1));
  return [keyOf(item.qualifier), ...(isSaid ? [keyOf(REASON), written(item.reason)] : [])];
}

/** DICOM pads with spaces and NUL and ends there; of control characters nothing is read. */
const written = (text: string): string => withoutControls(text).trim();
