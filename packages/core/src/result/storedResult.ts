import { RUN_DOCUMENT } from '../dicom/codes';
import type { ContentItem } from '../dicom/contentItem';
import { readPart10 } from '../dicom/read/part10';
import { itemsOfTree, readStructuredReport, type StructuredReport } from '../dicom/read/structuredReport';
import { COMPREHENSIVE_3D_SR } from '../dicom/write/structuredReport';
import { requireSavedContent } from './savedContent';

/** A report of ours among the files of a study, with the objects that it names. */
export interface StoredResult<Document> {
  readonly report: StructuredReport;
  readonly document: Document;
  /** Its digests are of another build: whether the objects are as they were saved is not known. */
  readonly isNotComparable: boolean;
  /** Those that the report names, of one SOP class. */
  readonly filesOf: (sopClassUid: string) => readonly Uint8Array[];
}

/**
 * @param files of one result in any order; others of the study may be among them
 * @param documentIn the result of the kind that is looked for; undefined in another report
 * @returns undefined where no report holds such a document
 * @throws TimescopeError MODEL_MISMATCH where an object is not as it was saved; NOT_DICOM, TRUNCATED of a file
 */
export function storedResult<Document>(
  files: readonly Uint8Array[],
  documentIn: (report: StructuredReport) => Document | undefined,
): StoredResult<Document> | undefined {
  const objects = files.map(bytes => {
    const { sopClassUid, sopInstanceUid } = readPart10(bytes).meta;
    return { bytes, sopClassUid, sopInstanceUid };
  });
  for (const { bytes, sopClassUid } of objects) {
    if (sopClassUid !== COMPREHENSIVE_3D_SR) continue;
    const report = readStructuredReport(bytes);
    const document = documentIn(report);
    if (document === undefined) continue;
    const isNotComparable = requireSavedContent(report, objects);
    const named = new Set(report.evidence.flatMap(series => series.objects.map(each => each.sopInstanceUid)));
    const filesOf = (wanted: string) =>
      objects
        .filter(object => object.sopClassUid === wanted && named.has(object.sopInstanceUid))
        .map(object => object.bytes);
    return { report, document, isNotComparable, filesOf };
  }
  return undefined;
}

/** The result document that a report holds, as JSON text; undefined in another's report. */
export function runDocumentIn({ root }: StructuredReport): string | undefined {
  const [stored] = itemsOfTree(root, isRunDocument);
  return stored?.text;
}

type TextItem = Extract<ContentItem, { kind: 'TEXT' }>;
type Person = Extract<ContentItem, { kind: 'PNAME' }>;

const isRunDocument = (item: ContentItem): item is TextItem =>
  item.kind === 'TEXT' && item.name.value === RUN_DOCUMENT.value && item.name.scheme === RUN_DOCUMENT.scheme;

/** The person who saved it. */
export const readerOf = ({ root }: StructuredReport): string | undefined =>
  itemsOfTree(root, (item): item is Person => item.kind === 'PNAME')[0]?.person;
