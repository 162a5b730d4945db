import { contentDigest } from '../dicom/contentDigest';
import type { StructuredReport } from '../dicom/read/structuredReport';
import { TimescopeError } from '../errors';
import { digestsIn } from './digestedReport';

interface StoredFile {
  readonly sopInstanceUid: string;
  /** A whole file (PS3.10). */
  readonly bytes: Uint8Array;
}

/** How objects stand to what was saved. Those that are in neither list are as they were. */
export interface SavedContent<File> {
  readonly kind: 'compared';
  /** Of how many objects the report keeps a digest, itself among them. */
  readonly objects: number;
  readonly changed: readonly File[];
  /** In another transfer syntax: their digests cannot be compared. */
  readonly recoded: readonly File[];
}

/** Saved before reports kept digests, or an archive took the private element out; or digested by another build's rule. */
export interface NotCompared {
  readonly kind: 'none' | 'another rule';
}

/**
 * The report and what it names, each held against the digest that the report keeps of it; other files are passed over.
 * @throws TimescopeError NOT_DICOM, TRUNCATED of a damaged file
 */
export function savedContent<File extends StoredFile>(
  { state }: Pick<StructuredReport, 'state'>,
  files: readonly File[],
): SavedContent<File> | NotCompared {
  const digests = state ? digestsIn(state) : ({ kind: 'none' } as const);
  if (digests.kind !== 'kept') return digests;
  const compared = files.flatMap(file => {
    const saved = digests.of[file.sopInstanceUid];
    return saved === undefined ? [] : [{ file, saved, now: contentDigest(file.bytes) }];
  });
  const others = compared.filter(({ saved, now }) => saved !== now);
  const isRecoded = ({ saved, now }: (typeof others)[number]) => syntaxOf(saved) !== syntaxOf(now);
  return {
    kind: 'compared',
    objects: Object.keys(digests.of).length,
    changed: others.filter(each => !isRecoded(each)).map(({ file }) => file),
    recoded: others.filter(isRecoded).map(({ file }) => file),
  };
}

const syntaxOf = (digest: string): string | undefined => digest.split(' ')[0];

/**
 * @returns whether there are digests that cannot be compared, since another build made them
 * @throws TimescopeError MODEL_MISMATCH where the report or a part of it is not as it was saved
 */
export function requireSavedContent(report: StructuredReport, files: readonly StoredFile[]): boolean {
  const content = savedContent(report, files);
  if (content.kind !== 'compared') return content.kind === 'another rule';
  const { changed, objects } = content;
  if (changed.length === 0) return false;
  const isReport = changed.some(({ sopInstanceUid }) => sopInstanceUid === report.sopInstanceUid);
  const parts = changed.length - (isReport ? 1 : 0);
  const named = [
    ...(isReport ? ['its report'] : []),
    ...(parts > 0 ? [`${parts} of its ${objects - 1} other objects`] : []),
  ].join(' and ');
  throw new TimescopeError('MODEL_MISMATCH', `The result was changed since it was saved: ${named}.`, {
    nextStep: 'Open another version, or measure again; timescope verify names what was changed.',
  });
}
