import { readableMoment } from './readableMoment';
import type { ReportSource } from './reportDocument';
import type { ReportFacts, StoredAlternative } from './reportFacts';
import { reportStrings } from './strings';

const words = reportStrings.flags;

/**
 * What else is stored of the patient: other versions and other readers of what is shown, what the reader left out, and other
 * results.
 */
export function alternativeFlags({
  ct,
  immune,
  earlierImmune,
  slides,
  notShown,
}: ReportFacts): readonly string[] {
  const shown = [ct, immune, ...earlierImmune, ...slides].flatMap(each => each?.source ?? []);
  const beside = notShown.filter(({ sopInstanceUid }) =>
    shown.every(source => source.sopInstanceUid !== sopInstanceUid),
  );
  const leftOut = beside.filter(({ isLeftOut }) => isLeftOut);
  const unrelated = beside.filter(each => ![...shown, ...leftOut].some(source => isSameResult(source, each)));
  return [
    ...shown.flatMap(source => [...versionFlag(source, beside), ...readerFlags(source, beside)]),
    ...leftOut.map(({ kind, title, savedAt }) => words.leftOut(kind, title, savedAt.slice(0, 10))),
    ...unrelated.map(({ kind, title, savedAt }) => words.otherResult(kind, title, savedAt.slice(0, 10))),
  ];
}

const nameOf = ({ kind, title }: ReportSource): string => reportStrings.resultName(kind, title);

/** Of the same region or slide, whoever read it. */
const isSameResult = (
  source: Pick<ReportSource, 'kind' | 'title' | 'studyInstanceUid'>,
  other: StoredAlternative,
): boolean =>
  source.kind === other.kind &&
  source.title === other.title &&
  source.studyInstanceUid === other.studyInstanceUid;

/** Two that were saved apart from each other may have one number. */
function versionFlag(source: ReportSource, left: readonly StoredAlternative[]): readonly string[] {
  const versions = left.filter(other => isSameResult(source, other) && other.reader === source.reader);
  if (versions.length === 0) return [];
  const newest = Math.max(...versions.map(({ version }) => version));
  if (newest > source.version) return [words.laterVersion(nameOf(source), source.version, newest)];
  const twin = versions.find(({ version, savedAt }) => version === newest && savedAt > source.savedAt);
  return [
    twin && newest === source.version
      ? words.laterTwin(nameOf(source), source.version, readableMoment(twin.savedAt))
      : words.earlierVersions(nameOf(source), source.version),
  ];
}

function readerFlags(source: ReportSource, left: readonly StoredAlternative[]): readonly string[] {
  const others = left
    .filter(other => isSameResult(source, other) && other.reader !== source.reader)
    .map(({ reader }) => reader);
  return [...new Set(others)].map(other => words.otherReader(nameOf(source), source.reader, other));
}
